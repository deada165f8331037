package org.viaduct.continuity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later, on threads of its own. Nothing it runs may wait long. */
public final class Scheduling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduling.class);
    private static final int THREADS = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final ScheduledThreadPoolExecutor executor;
    private final Clock clock;

    /** @param threads the name of the threads */
    public Scheduling(String threads, Clock clock) {
        this.clock = clock;
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, threads);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** After {@link #close} it does nothing: the next start finds in the store what is left to do. */
    public Future<?> after(Duration delay, String what, Runnable task) {
        try {
            return executor.schedule(() -> guarded(what, task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} is left to the next start", what);
            return CompletableFuture.completedFuture(null);
        }
    }

    public Future<?> at(Instant when, String what, Runnable task) {
        return after(Duration.between(clock.instant(), when), what, task);
    }

    /** Does it now, and again with growing pauses until it does not throw. */
    public void untilDone(String what, Runnable task) {
        attempt(what, task, Duration.ZERO, FIRST_PAUSE);
    }

    /** As {@link #untilDone}, not before then; what is returned calls it off until then. */
    public Future<?> untilDoneFrom(Instant when, String what, Runnable task) {
        return at(when, what, () -> untilDone(what, task));
    }

    private void attempt(String what, Runnable task, Duration delay, Duration pause) {
        after(delay, what, () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.warn("{} failed and is tried again in {}: {}", what, pause, failure.toString());
                Duration doubled = pause.multipliedBy(2);
                attempt(what, task, pause, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
            }
        });
    }

    private static void guarded(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.error("{} failed", what, failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
