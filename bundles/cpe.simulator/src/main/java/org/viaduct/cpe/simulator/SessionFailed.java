package org.viaduct.cpe.simulator;

/** A session ended otherwise than by both sides having nothing more to say. */
final class SessionFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SessionFailed(String message) {
        super(message);
    }
}
