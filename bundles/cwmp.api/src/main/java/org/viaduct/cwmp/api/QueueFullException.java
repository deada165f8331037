package org.viaduct.cwmp.api;

/** As many calls wait for a CPE as may. */
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence that says what to do */
    public QueueFullException(String message) {
        super(message);
    }
}
