package org.viaduct.continuity;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service of another bundle, which may be away for a moment while its bundle is updated. Thread-safe.
 *
 * @param <T> the service's interface
 */
public final class Presence<T> {

    private final String name;
    private final Duration patience;
    private final Function<String, ? extends RuntimeException> absence;
    private @Nullable T service;

    /**
     * @param name as an operator knows it
     * @param patience how long a caller waits for it at most
     * @param absence what a caller is told when it does not come, from its name
     */
    public Presence(String name, Duration patience, Function<String, ? extends RuntimeException> absence) {
        this.name = name;
        this.patience = patience;
        this.absence = absence;
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

    /** The service as soon as it is there; throws what its absence is told by when that is not soon. */
    public T get() {
        return soon().orElseThrow(() -> absence.apply(name));
    }
}
