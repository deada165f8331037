package org.viaduct.onem2m.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.notification.PendingNotification;
import org.viaduct.store.Entry;

/**
 * Empties the queues of the outbox: one notification of a queue at a time, so many queues at a time as the settings say, in
 * turn. A queue whose target is away pauses; the others do not notice. Only queues that are not empty are held in memory.
 */
final class Delivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private enum State {
        /** Waits for its turn. */
        READY,
        /** Is being worked at. */
        ACTIVE,
        /** Waits until its target is tried again. */
        PAUSED
    }

    /** Guarded by the delivery, except for what only the thread that works at it uses. */
    private static final class Queue {
        final String name;
        State state = State.READY;
        int waiting;
        boolean counted;
        boolean grown;
        int failures;
        long dropped;
        Instant pausedUntil = Instant.EPOCH;
        Instant timerAt = Instant.EPOCH;

        Queue(String name) {
            this.name = name;
        }
    }

    private final Settings settings;
    private final Outbox outbox;
    private final Sender sender;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Map<String, Queue> queues = new HashMap<>();
    private final Deque<Queue> ready = new ArrayDeque<>();
    private int active;
    private boolean closed;

    /** @param workers threads that may wait for the store */
    Delivery(
            Settings settings,
            Outbox outbox,
            Sender sender,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock) {
        this.settings = settings;
        this.outbox = outbox;
        this.sender = sender;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
    }

    /** Takes up what waits in the outbox already and is not known yet. */
    void takeUp() {
        execute(() -> {
            try {
                Map<String, Integer> waiting = outbox.waiting();
                waiting.forEach(this::found);
                LOG.debug("Notifications wait in {} queues", waiting.size());
            } catch (RuntimeException unavailable) {
                LOG.debug("The outbox cannot be read yet: {}", unavailable.getMessage());
                after(STORE_PAUSE, this::takeUp);
            }
        });
    }

    /** More is in a queue than before. */
    synchronized void added(String name, int count) {
        Queue queue = queues.get(name);
        if (queue == null) {
            queue = new Queue(name);
            queues.put(name, queue);
            ready.add(queue);
        }
        queue.waiting += count;
        queue.grown = true;
        if (queue.state == State.PAUSED && queue.waiting > settings.countLimit()) {
            queue.state = State.READY;
            ready.add(queue);
        }
        dispatch();
    }

    private synchronized void found(String name, int count) {
        if (!queues.containsKey(name)) {
            added(name, count);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ready.clear();
    }

    private synchronized void dispatch() {
        while (!closed && active < settings.parallel() && !ready.isEmpty()) {
            Queue next = ready.poll();
            next.state = State.ACTIVE;
            next.grown = false;
            active++;
            execute(() -> work(next));
        }
    }

    private void work(Queue queue) {
        try {
            trim(queue);
            if (queue.pausedUntil.isAfter(clock.instant())) {
                paused(queue);
                return;
            }
            Optional<Entry> first = outbox.first(queue.name);
            if (first.isEmpty()) {
                emptied(queue);
            } else {
                deliver(queue, first.get());
            }
        } catch (RuntimeException unexpected) {
            failed(queue, unexpected);
        }
    }

    private void trim(Queue queue) {
        int excess = excess(queue);
        if (excess > 0 && !queue.counted) {
            int exactly = outbox.count(queue.name);
            synchronized (this) {
                queue.waiting = exactly;
            }
            queue.counted = true;
            excess = excess(queue);
        }
        if (excess > 0) {
            int removed = outbox.removeFirst(queue.name, excess);
            dropped(queue, removed, "more than " + settings.countLimit() + " wait (count.max)");
        }
    }

    private synchronized int excess(Queue queue) {
        return queue.waiting - settings.countLimit();
    }

    private void deliver(Queue queue, Entry entry) {
        PendingNotification notification;
        try {
            notification = PendingNotification.of(entry);
        } catch (IllegalArgumentException unreadable) {
            LOG.error("A notification is dropped, for it cannot be read: {}", unreadable.getMessage());
            outbox.remove(entry);
            next(queue, 1);
            return;
        }
        if (!outbox.isWanted(notification)) {
            next(queue, outbox.removeUnwanted(queue.name));
        } else if (notification.since().plus(settings.ageLimit()).isBefore(clock.instant())) {
            outbox.remove(entry);
            dropped(queue, 1, "they are older than " + settings.ageLimit().toSeconds() + " s (age.max)");
            next(queue, 0);
        } else {
            sender.send(notification.target(), notification.from(), entry.key(), notification.content())
                    .whenComplete((refusal, failure) ->
                            execute(() -> answered(queue, entry, notification, refusal, failure)));
        }
    }

    private void answered(
            Queue queue,
            Entry entry,
            PendingNotification notification,
            @Nullable Optional<String> refusal,
            @Nullable Throwable failure) {
        try {
            if (failure != null || refusal == null) {
                throw new IllegalStateException("The notification could not be sent", failure);
            }
            if (refusal.isPresent()) {
                refused(queue, notification, refusal.get());
                return;
            }
            outbox.taken(entry, notification);
            LOG.debug("{} has taken {}", notification.target(), entry.key());
            if (queue.failures > 0) {
                LOG.info(
                        "{} takes the notifications of {} again; {} were dropped meanwhile",
                        notification.target(),
                        notification.source(),
                        queue.dropped);
            }
            queue.failures = 0;
            queue.dropped = 0;
            next(queue, 1);
        } catch (RuntimeException unexpected) {
            failed(queue, unexpected);
        }
    }

    private void refused(Queue queue, PendingNotification notification, String clause) {
        queue.failures++;
        if (queue.failures == 1) {
            LOG.info(
                    "Notifications of {} wait, for the target {} {}",
                    notification.source(),
                    notification.target(),
                    clause);
        }
        queue.pausedUntil = clock.instant().plus(settings.pauseAfter(queue.failures));
        paused(queue);
    }

    /** Said once, until the target takes notifications again. */
    private void dropped(Queue queue, int count, String reason) {
        if (queue.dropped == 0 && count > 0) {
            LOG.warn("Notifications in the queue {} are dropped: {}", queue.name, reason);
        }
        queue.dropped += count;
        synchronized (this) {
            queue.waiting -= count;
        }
    }

    private void failed(Queue queue, RuntimeException failure) {
        LOG.debug("The queue {} has to wait", queue.name, failure);
        queue.pausedUntil = clock.instant().plus(STORE_PAUSE);
        paused(queue);
    }

    /** @param removed notifications that the queue has not any more */
    private synchronized void next(Queue queue, int removed) {
        queue.waiting -= removed;
        active--;
        queue.state = State.READY;
        ready.add(queue);
        dispatch();
    }

    private synchronized void emptied(Queue queue) {
        if (queue.grown) {
            next(queue, 0);
            return;
        }
        active--;
        queues.remove(queue.name);
        dispatch();
    }

    private synchronized void paused(Queue queue) {
        active--;
        queue.state = State.PAUSED;
        if (!queue.timerAt.equals(queue.pausedUntil)) {
            queue.timerAt = queue.pausedUntil;
            Duration pause = Duration.between(clock.instant(), queue.pausedUntil);
            after(pause.isNegative() ? Duration.ZERO : pause.plusMillis(1), () -> resume(queue));
        }
        dispatch();
    }

    private synchronized void resume(Queue queue) {
        if (queue.state == State.PAUSED) {
            queue.state = State.READY;
            ready.add(queue);
            dispatch();
        }
    }

    private void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Notifications stay in the outbox, for this bundle stops");
        }
    }

    private void after(Duration pause, Runnable task) {
        try {
            timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("Notifications stay in the outbox, for this bundle stops");
        }
    }
}
