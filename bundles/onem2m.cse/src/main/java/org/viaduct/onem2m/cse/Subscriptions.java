package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * Which resources are subscribed to: an index in memory of what is in the store, read once for each store, so that a change
 * of a resource without subscriptions costs nothing. Thread-safe.
 */
final class Subscriptions {

    /** ty of {@code <subscription>}. */
    static final int TYPE = 23;

    private static final int PAGE = 500;

    private final Base base;
    private final Clock clock;
    private volatile @Nullable Index latest;

    Subscriptions(Base base, Clock clock) {
        this.base = base;
        this.clock = clock;
    }

    /** The subscriptions in a store; reads them first, when it is another store than before. */
    Index in(Store store) {
        Index known = latest;
        return known != null && known.store == store ? known : read(store);
    }

    private synchronized Index read(Store store) {
        Index known = latest;
        if (known != null && known.store == store) {
            return known;
        }
        Index index = new Index(store, clock);
        store.descendants(base.id(), FilterCriteria.ALL.withTypes(Set.of(TYPE))).forEach(index::add);
        index.readNumbers();
        latest = index;
        return index;
    }

    /** The subscriptions in one store. What it holds may be gone already, but nothing is missing. */
    static final class Index {

        private final Store store;
        private final Clock clock;
        private final Map<ResourceId, Set<ResourceId>> byParent = new ConcurrentHashMap<>();
        private final AtomicLong number = new AtomicLong();

        private Index(Store store, Clock clock) {
            this.store = store;
            this.clock = clock;
        }

        boolean isEmpty() {
            return byParent.isEmpty();
        }

        /** To be called before the subscription is stored. */
        void add(Resource subscription) {
            byParent.compute(subscription.parentId().orElseThrow(), (parent, known) -> {
                Set<ResourceId> ids = known == null ? ConcurrentHashMap.newKeySet() : known;
                ids.add(subscription.id());
                return ids;
            });
        }

        /** To be called after the subscription has been deleted, or could not be stored. */
        void remove(Resource subscription) {
            byParent.computeIfPresent(subscription.parentId().orElseThrow(), (parent, ids) -> {
                ids.remove(subscription.id());
                return ids.isEmpty() ? null : ids;
            });
        }

        /** The subscriptions to a resource that are in force. */
        List<Resource> to(ResourceId resource) {
            Instant now = clock.instant();
            return byParent.getOrDefault(resource, Set.of()).stream()
                    .sorted()
                    .map(store::find)
                    .flatMap(Optional::stream)
                    .filter(subscription -> !Expiry.isOver(subscription, now))
                    .toList();
        }

        /** A number for a notification: greater than all before, also those before a restart, whatever the clock says. */
        long nextNumber() {
            Instant now = clock.instant();
            long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
            return number.updateAndGet(last -> Math.max(last + 1, micros));
        }

        private void readNumbers() {
            String after = "";
            List<Entry> page;
            do {
                page = store.entries(PendingNotification.BUCKET, after, PAGE);
                for (Entry entry : page) {
                    after = entry.key();
                    long pending = PendingNotification.number(after);
                    number.updateAndGet(last -> Math.max(last, pending));
                }
            } while (page.size() == PAGE);
        }
    }
}
