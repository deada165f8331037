package org.viaduct.store;

/** The store cannot be read or written at present. */
public sealed class StoreUnavailableException extends RuntimeException permits StoreStoppedException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String sentence) {
        super(sentence);
    }

    public StoreUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
