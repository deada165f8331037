package org.viaduct.store;

/** A change that was not applied, because the store is not as its author believed. Nothing was changed. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The parent has a child of this name. */
        NAME_TAKEN,
        /** There is a resource with this resourceID. */
        ID_TAKEN,
        /** The parent of a resource to create is not there. */
        PARENT_GONE,
        /** The resource is not there. */
        GONE,
        /** Somebody changed it since it was read: read again and decide again. */
        STALE
    }

    private final Reason reason;

    /** @param subject the resourceID, or bucket and key, that the conflict is about */
    public ConflictException(Reason reason, String subject) {
        super(reason + ": " + subject, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
