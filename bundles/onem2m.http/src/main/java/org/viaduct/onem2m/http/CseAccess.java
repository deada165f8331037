package org.viaduct.onem2m.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.viaduct.onem2m.api.Cse;

/** The CSE of the moment. While its bundle is updated there is none, and requests wait for the next. */
final class CseAccess {

    private final Set<CompletableFuture<Optional<Cse>>> waiting = ConcurrentHashMap.newKeySet();
    private Optional<Cse> present = Optional.empty();

    void bind(Cse cse) {
        List<CompletableFuture<Optional<Cse>>> released;
        synchronized (this) {
            present = Optional.of(cse);
            released = List.copyOf(waiting);
        }
        released.forEach(each -> each.complete(Optional.of(cse)));
    }

    synchronized void unbind(Cse cse) {
        if (present.equals(Optional.of(cse))) {
            present = Optional.empty();
        }
    }

    synchronized Optional<Cse> present() {
        return present;
    }

    /** The CSE as soon as there is one; empty after the longest wait. */
    CompletableFuture<Optional<Cse>> next(Duration longest) {
        CompletableFuture<Optional<Cse>> next = new CompletableFuture<>();
        synchronized (this) {
            if (present.isPresent()) {
                return CompletableFuture.completedFuture(present);
            }
            waiting.add(next);
        }
        next.whenComplete((cse, failure) -> waiting.remove(next));
        return next.completeOnTimeout(Optional.empty(), longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
