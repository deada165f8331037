package org.viaduct.cpe.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cpe.simulator.transfer.FileClient;

/** What the devices of a fleet share: a clock, a few threads for sessions and transfers, the codec. */
final class FleetRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(FleetRuntime.class);

    private final FleetOptions options;
    private final FleetListener listener;
    private final Soap soap;
    private final FileClient files;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor clock;
    private final ThreadPoolExecutor workers;
    private final CountDownLatch closed = new CountDownLatch(1);

    FleetRuntime(FleetOptions options, FleetListener listener) {
        this.options = options;
        this.listener = listener;
        this.soap = new Soap(options);
        this.files = new FileClient(options.policy(), options.timeout(), options.tls());
        this.clock = new ScheduledThreadPoolExecutor(1, threads("cpe-clock"));
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.workers = new ThreadPoolExecutor(
                options.threads(),
                options.threads(),
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("cpe-worker"));
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    FleetOptions options() {
        return options;
    }

    Soap soap() {
        return soap;
    }

    FileClient files() {
        return files;
    }

    SecureRandom random() {
        return random;
    }

    /** In the log without arguments, for a URL among them may be a secret. */
    void tell(CpeEvent event) {
        LOG.debug("{}", event.line().split("\\(", 2)[0]);
        listener.happened(event);
    }

    /** Runs a task soon, on one of the few threads; not at all once closed. */
    void execute(Runnable task) {
        try {
            workers.execute(() -> logged(task));
        } catch (RejectedExecutionException whileClosing) {
            LOG.debug("A task came too late", whileClosing);
        }
    }

    /** Runs a task after a wait that is not scaled. */
    Future<?> after(Duration wait, Runnable task) {
        try {
            return clock.schedule(() -> execute(task), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException whileClosing) {
            LOG.debug("A task came too late", whileClosing);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException defect) {
            LOG.error("A simulated CPE failed by a defect of the simulator", defect);
        }
    }

    /** Waits, or returns early when the fleet is closed. */
    void pause(Duration wait) {
        if (wait.isZero()) {
            return;
        }
        try {
            if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("A wait ended early, the fleet is closed");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
        clock.shutdownNow();
        workers.shutdownNow();
    }
}
