package org.viaduct.cwmp.spi.present;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs code of vendor bundles, so that what does not return holds up nobody but the CPEs of its vendor: a caller waits for it
 * for a bounded time, and a vendor has a bounded number of threads. Thread-safe.
 */
public final class VendorCode implements AutoCloseable {

    /** Less than the 30 s after which a CPE may give a session up. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int THREADS_OF_A_VENDOR = 16;

    private final Duration limit;
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "vendor-code");
        thread.setDaemon(true);
        return thread;
    });

    public VendorCode() {
        this(LIMIT);
    }

    VendorCode(Duration limit) {
        this.limit = limit;
    }

    /**
     * What the code gives, or throws.
     *
     * @param oui whose code it is
     * @throws IllegalStateException when it does not return in time, or too much of this vendor's has not returned
     */
    public <T> T call(String oui, Supplier<T> code) {
        Semaphore own = free.computeIfAbsent(oui.toUpperCase(Locale.ROOT), key -> new Semaphore(THREADS_OF_A_VENDOR));
        if (!own.tryAcquire()) {
            throw new IllegalStateException("The bundle of the vendor " + oui + " is stuck in " + THREADS_OF_A_VENDOR
                    + " calls: update or remove it.");
        }
        Future<T> result = submit(own, code);
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(true);
            throw new IllegalStateException(
                    "The bundle of the vendor " + oui + " has not returned within " + limit.toSeconds() + " s.", late);
        } catch (InterruptedException stopping) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the bundle of the vendor " + oui + " ran", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("The bundle of the vendor " + oui + " failed", failed.getCause());
        }
    }

    private <T> Future<T> submit(Semaphore own, Supplier<T> code) {
        try {
            return executor.submit(() -> {
                try {
                    return code.get();
                } finally {
                    own.release();
                }
            });
        } catch (RuntimeException closed) {
            own.release();
            throw closed;
        }
    }

    /** Interrupts what has not returned. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
