package org.viaduct.onem2m.cse;

import java.util.ArrayList;
import java.util.List;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.store.Change;
import org.viaduct.store.Change.Step;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * Applies changes with their notifications. That a resource has not changed since what is notified was composed, the store
 * sees to: both carry the revision that was read.
 */
final class Changes implements ResourceChanges {

    private final Services services;
    private final Subscriptions subscriptions;
    private final Notifications notifications;
    private volatile boolean closed;

    Changes(Services services, Subscriptions subscriptions, Notifications notifications) {
        this.services = services;
        this.subscriptions = subscriptions;
        this.notifications = notifications;
    }

    /** A change together with what it leads to. */
    private record Prepared(
            Change change, Store store, Subscriptions.Index index, Notifications.Consequences consequences) {}

    @Override
    public void apply(Change change) {
        Prepared prepared;
        try {
            prepared = services.await(() -> prepare(change));
        } catch (OneM2mException absent) {
            throw new StoreUnavailableException(absent.getMessage(), absent);
        }
        carryOut(prepared);
    }

    /** The same for requests, which can wait for a service without a thread: {@link AbsentException} when it is away. */
    void applyNow(Change change) {
        carryOut(prepare(change));
    }

    /** From now on no subscription is created here: the successor of this CSE would not know of it. */
    void close() {
        closed = true;
    }

    private Prepared prepare(Change change) {
        Store store = services.store();
        Subscriptions.Index index = subscriptions.in(store);
        return new Prepared(
                change,
                store,
                index,
                index.isEmpty() ? Notifications.Consequences.NONE : notifications.of(change, store, index));
    }

    private void carryOut(Prepared prepared) {
        List<Resource> created = created(prepared.change());
        if (closed && !created.isEmpty()) {
            throw HandlerStoppedException.again();
        }
        created.forEach(prepared.index()::add);
        List<PendingNotification> pending = prepared.consequences().pending();
        try {
            prepared.store().apply(extended(prepared.change(), pending));
        } catch (ConflictException | IllegalArgumentException notApplied) {
            created.forEach(prepared.index()::remove);
            throw notApplied;
        }
        prepared.consequences().gone().forEach(prepared.index()::remove);
        if (!pending.isEmpty()) {
            services.notifierNow().ifPresent(notifier -> notifier.stored(pending));
        }
    }

    private static List<Resource> created(Change change) {
        return change.steps().stream()
                .filter(Step.CreateResource.class::isInstance)
                .map(step -> ((Step.CreateResource) step).resource())
                .filter(resource -> resource.type() == Subscriptions.TYPE)
                .toList();
    }

    private static Change extended(Change change, List<PendingNotification> pending) {
        if (pending.isEmpty()) {
            return change;
        }
        List<Step> steps = new ArrayList<>(change.steps());
        pending.forEach(notification -> steps.add(new Step.PutEntry(notification.entry())));
        return new Change(steps);
    }
}
