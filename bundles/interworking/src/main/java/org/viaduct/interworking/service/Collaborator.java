package org.viaduct.interworking.service;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * A service of another bundle, which may be away for a moment while its bundle is updated. Thread-safe.
 *
 * @param <T> the service's interface
 */
public final class Collaborator<T> {

    private final String name;
    private final Duration patience;
    private @Nullable T service;

    /**
     * @param name as an operator knows it
     * @param patience how long a caller waits for it at most
     */
    public Collaborator(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    public synchronized void arrived(T arrival) {
        service = arrival;
        notifyAll();
    }

    /** @param departure has no effect when another one took its place */
    public synchronized void left(T departure) {
        if (service == departure) {
            service = null;
        }
    }

    public synchronized Optional<T> now() {
        return Optional.ofNullable(service);
    }

    /** The service as soon as it is there, if that is soon. */
    public synchronized Optional<T> soon() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); service == null && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return now();
    }

    /** @throws OneM2mException 5000 when it does not come soon */
    public T get() {
        return soon().orElseThrow(() -> new OneM2mException(
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The " + name + " of this CSE is not running at present: try again later."));
    }
}
