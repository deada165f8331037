package org.viaduct.onem2m.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A service of the moment. While its bundle is updated there is none, and requests wait for the next. */
final class Awaited<S> {

    private final Set<CompletableFuture<Optional<S>>> waiting = ConcurrentHashMap.newKeySet();
    private Optional<S> present = Optional.empty();

    void bind(S service) {
        List<CompletableFuture<Optional<S>>> released;
        synchronized (this) {
            present = Optional.of(service);
            released = List.copyOf(waiting);
        }
        released.forEach(each -> each.complete(Optional.of(service)));
    }

    synchronized void unbind(S service) {
        if (present.equals(Optional.of(service))) {
            present = Optional.empty();
        }
    }

    synchronized Optional<S> present() {
        return present;
    }

    /** The service as soon as there is one; empty after the longest wait. */
    CompletableFuture<Optional<S>> next(Duration longest) {
        CompletableFuture<Optional<S>> next = new CompletableFuture<>();
        synchronized (this) {
            if (present.isPresent()) {
                return CompletableFuture.completedFuture(present);
            }
            waiting.add(next);
        }
        next.whenComplete((found, failure) -> waiting.remove(next));
        return next.completeOnTimeout(Optional.empty(), longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
