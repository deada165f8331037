package org.viaduct.store;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes resources so that those who subscribed to them are told: whatever creates, updates or deletes a resource goes
 * through here. Thread-safe.
 */
@ProviderType
public interface ResourceChanges {

    /**
     * Applies a change as {@link Store#apply} does, together with the notifications that it calls for (TS-0004 7.5.1.2.2):
     * they are in the outbox if and only if the change is in the store. Their delivery is not waited for.
     *
     * @throws ConflictException as {@link Store#apply} does
     * @throws StoreUnavailableException as {@link Store#apply} does, and when it is not known at present what to notify
     */
    void apply(Change change);
}
