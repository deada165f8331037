package org.viaduct.store;

/** The store was stopped before it did anything: another one, or itself started anew, may do it. */
public final class StoreStoppedException extends StoreUnavailableException {

    private static final long serialVersionUID = 1L;

    public StoreStoppedException() {
        super("The store was stopped: get the Store service again.");
    }
}
