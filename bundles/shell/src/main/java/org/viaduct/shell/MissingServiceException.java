package org.viaduct.shell;

/** A part of Viaduct that a command needs is not running. */
public final class MissingServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what the part, as the beginning of a sentence */
    public MissingServiceException(String what) {
        super(what + " is not running: bundle:list shows which bundle of Viaduct is not Active");
    }
}
