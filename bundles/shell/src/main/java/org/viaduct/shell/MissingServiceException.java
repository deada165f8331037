package org.viaduct.shell;

/** A part of Viaduct that a command needs is not running. */
public final class MissingServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what the part, as the beginning of a sentence
     * @param service that it provides
     */
    public MissingServiceException(String what, Class<?> service) {
        super(what + " is not running: viaduct:why " + service.getSimpleName() + " tells why");
    }
}
