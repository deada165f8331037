package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later, on threads of its own. Nothing it runs may wait long. */
final class Later implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor executor;

    Later() {
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "cwmp-waking");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does nothing after {@link #close}. */
    Future<?> after(Duration delay, String what, Runnable task) {
        try {
            return executor.schedule(() -> guarded(what, task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{}: not any more", what);
            return CompletableFuture.completedFuture(null);
        }
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
