package org.viaduct.interworking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.api.HandlerStoppedException;

/** The requests that wait for executions to get somewhere. Thread-safe; no thread waits. */
final class Watchers {

    /**
     * What became of an execution.
     *
     * @param because the answer to whoever waits for it, where more is known than the state says
     */
    record News(Execution execution, Optional<OneM2mException> because) {}

    private record Watch(Predicate<ExecutionState> settled, CompletableFuture<News> future) {}

    private final Map<String, List<Watch>> watches = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Completes at the first news of a state that counts as settled.
     *
     * @throws HandlerStoppedException when nothing can be waited for any longer
     */
    CompletableFuture<News> watch(String key, Predicate<ExecutionState> settled) {
        if (closed) {
            throw HandlerStoppedException.again();
        }
        Watch watch = new Watch(settled, new CompletableFuture<>());
        watches.compute(key, (same, before) -> {
            List<Watch> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
            all.add(watch);
            return all;
        });
        watch.future().whenComplete((news, failure) -> forget(key, watch));
        return watch.future();
    }

    boolean any(String key) {
        return watches.containsKey(key);
    }

    void tell(News news) {
        for (Watch watch : watches.getOrDefault(news.execution().key(), List.of())) {
            if (watch.settled().test(news.execution().state())) {
                watch.future().complete(news);
            }
        }
    }

    /** Leaves every waiting to the next start. */
    void close() {
        closed = true;
        watches.forEach((key, all) ->
                all.forEach(watch -> watch.future().completeExceptionally(HandlerStoppedException.resumable(key))));
    }

    private void forget(String key, Watch watch) {
        watches.computeIfPresent(key, (same, before) -> {
            List<Watch> others = before.stream().filter(each -> each != watch).toList();
            return others.isEmpty() ? null : others;
        });
    }
}
