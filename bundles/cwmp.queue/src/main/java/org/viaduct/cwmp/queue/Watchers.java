package org.viaduct.cwmp.queue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.api.QueuedCall;

/** Those who wait for calls to end. Thread-safe; no thread waits. */
final class Watchers {

    private final Map<String, List<CompletableFuture<QueuedCall>>> watches = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException closed;

    /** Completes when the call has ended; {@link #any} until then, or until it is cancelled. */
    CompletableFuture<QueuedCall> watch(String id) {
        CompletableFuture<QueuedCall> watch = new CompletableFuture<>();
        watches.merge(id, List.of(watch), (before, one) -> Stream.concat(before.stream(), one.stream())
                .toList());
        watch.whenComplete((call, failure) -> forget(id, watch));
        RuntimeException refusal = closed;
        if (refusal != null) {
            watch.completeExceptionally(refusal);
        }
        return watch;
    }

    boolean any(String id) {
        return watches.containsKey(id);
    }

    /** @param call asked only if somebody waits */
    void tell(String id, Supplier<QueuedCall> call) {
        List<CompletableFuture<QueuedCall>> waiting = watches.getOrDefault(id, List.of());
        if (!waiting.isEmpty()) {
            QueuedCall ended = call.get();
            waiting.forEach(watch -> watch.complete(ended));
        }
    }

    /** Ends every waiting. */
    void close(RuntimeException because) {
        closed = because;
        watches.values().forEach(all -> all.forEach(watch -> watch.completeExceptionally(because)));
    }

    private void forget(String id, CompletableFuture<QueuedCall> watch) {
        watches.computeIfPresent(id, (same, before) -> {
            List<CompletableFuture<QueuedCall>> others =
                    before.stream().filter(each -> each != watch).toList();
            return others.isEmpty() ? null : others;
        });
    }
}
