package org.viaduct.onem2m.notification;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** The notifications in the store. Nobody else removes any. */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PAGE = 200;
    private static final int ATTEMPTS = 20;

    private final Store store;
    private final ResourceChanges changes;
    private final Clock clock;

    Outbox(Store store, ResourceChanges changes, Clock clock) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
    }

    /** How many notifications wait, by queue. */
    Map<String, Integer> waiting() {
        Map<String, Integer> waiting = new LinkedHashMap<>();
        String after = "";
        List<Entry> page;
        do {
            page = store.entries(PendingNotification.BUCKET, after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                waiting.merge(PendingNotification.queue(after), 1, Integer::sum);
            }
        } while (page.size() == PAGE);
        return waiting;
    }

    /** How many notifications wait in a queue; reads all of them. */
    int count(String queue) {
        int count = 0;
        String after = queue + "/";
        List<Entry> page;
        do {
            page = store.entries(PendingNotification.BUCKET, after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                if (!after.startsWith(queue + "/")) {
                    return count;
                }
                count++;
            }
        } while (page.size() == PAGE);
        return count;
    }

    Optional<Entry> first(String queue) {
        return firstOf(queue, 1).stream().findFirst();
    }

    /** Whether a notification is still to be delivered: its subscription is there and has this target. */
    boolean isWanted(PendingNotification notification) {
        return notification.outlivesSource()
                || store.find(notification.source())
                        .map(subscription -> subscription.attributes().get("nu"))
                        .filter(targets -> targets instanceof List<?> list && list.contains(notification.target()))
                        .isPresent();
    }

    void remove(Entry entry) {
        store.apply(Change.builder().remove(entry).build());
    }

    /** Removes the oldest notifications of a queue. */
    int removeFirst(String queue, int count) {
        return remove(firstOf(queue, Math.min(count, PAGE)));
    }

    /** Removes notifications at the head of a queue whose subscription is gone; may have to be repeated. */
    int removeUnwanted(String queue) {
        return remove(firstOf(queue, PAGE).stream()
                .filter(entry -> !isWanted(PendingNotification.of(entry)))
                .toList());
    }

    /**
     * Removes a notification that was taken, and counts its subscription's expirationCounter down; at zero the subscription
     * is deleted (TS-0004 7.5.1.2.2, step 5.0).
     */
    void taken(Entry entry, PendingNotification notification) {
        for (int attempt = 1; ; attempt++) {
            Change.Builder change = Change.builder().remove(entry);
            Optional<Resource> subscription =
                    notification.outlivesSource() ? Optional.empty() : store.find(notification.source());
            Optional<Long> counter = subscription.flatMap(each -> each.number("exc"));
            if (counter.isEmpty()) {
                store.apply(change.build());
                return;
            }
            if (counter.get() > 1) {
                change.update(subscription.get().with(Map.of("exc", counter.get() - 1), clock.instant()));
            } else {
                change.delete(notification.source());
            }
            try {
                changes.apply(change.build());
                if (counter.get() <= 1) {
                    LOG.info("The subscription {} has ended: its expirationCounter is used up", notification.source());
                }
                return;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private List<Entry> firstOf(String queue, int count) {
        String start = queue + "/";
        return store.entries(PendingNotification.BUCKET, start, count).stream()
                .filter(entry -> entry.key().startsWith(start))
                .toList();
    }

    private int remove(List<Entry> entries) {
        Change.Builder change = Change.builder();
        entries.forEach(change::remove);
        store.apply(change.build());
        return entries.size();
    }
}
