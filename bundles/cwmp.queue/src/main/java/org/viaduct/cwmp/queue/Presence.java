package org.viaduct.cwmp.queue;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.store.StoreUnavailableException;

/**
 * A service of another bundle, which may be away for a moment while its bundle is updated. Thread-safe.
 *
 * @param <T> the service's interface
 */
final class Presence<T> {

    private final String name;
    private final Duration patience;
    private @Nullable T service;

    /**
     * @param name as an operator knows it
     * @param patience how long a caller waits for it at most
     */
    Presence(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    synchronized void arrived(T arrival) {
        service = arrival;
        notifyAll();
    }

    /** @param departure has no effect when another one took its place */
    synchronized void left(T departure) {
        if (service == departure) {
            service = null;
        }
    }

    synchronized Optional<T> now() {
        return Optional.ofNullable(service);
    }

    /**
     * The service as soon as it is there.
     *
     * @throws StoreUnavailableException when that is not soon
     */
    synchronized T get() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); service == null && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (service == null) {
            throw new StoreUnavailableException("The " + name + " is not running at present: try again later.");
        }
        return service;
    }
}
