package org.viaduct.interworking.objects;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits without a thread for services of other bundles, which may be away while they are updated. Thread-safe. */
final class Arrivals {

    private final Duration patience;
    private final Set<CompletableFuture<Boolean>> waiting = ConcurrentHashMap.newKeySet();
    private volatile long departure = System.nanoTime();

    /** @param patience how long after a departure, or the start, somebody is waited for */
    Arrivals(Duration patience) {
        this.patience = patience;
    }

    void arrived() {
        waiting.forEach(each -> each.complete(true));
    }

    void left() {
        departure = System.nanoTime();
    }

    /** What a look-up finds: now, or at an arrival if one is soon, else nothing. */
    <T> CompletionStage<Optional<T>> soon(Supplier<Optional<T>> lookup) {
        CompletableFuture<Boolean> arrival = new CompletableFuture<>();
        waiting.add(arrival);
        Optional<T> found = lookup.get();
        long left = departure + patience.toNanos() - System.nanoTime();
        if (found.isPresent() || left <= 0) {
            waiting.remove(arrival);
            return CompletableFuture.completedFuture(found);
        }
        return arrival.completeOnTimeout(false, left, TimeUnit.NANOSECONDS).thenComposeAsync(arrived -> {
            waiting.remove(arrival);
            return arrived ? soon(lookup) : CompletableFuture.completedFuture(lookup.get());
        });
    }
}
