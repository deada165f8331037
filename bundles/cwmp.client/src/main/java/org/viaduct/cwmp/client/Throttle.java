package org.viaduct.cwmp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Runs so many asynchronous tasks at a time; others wait, first come first served. */
final class Throttle {

    private final int parallel;
    private final int maxWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Throttle(int parallel, int maxWaiting) {
        this.parallel = parallel;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Starts the task when it is its turn, on the thread that calls or that ended another.
     *
     * @return empty if too many wait already
     */
    <T> Optional<CompletionStage<T>> run(Supplier<CompletionStage<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable start = () -> start(task, result);
        synchronized (this) {
            if (running >= parallel) {
                if (waiting.size() >= maxWaiting) {
                    return Optional.empty();
                }
                waiting.add(start);
                return Optional.of(result);
            }
            running++;
        }
        start.run();
        return Optional.of(result);
    }

    /** Forgets the tasks that wait. */
    synchronized void close() {
        waiting.clear();
    }

    private <T> void start(Supplier<CompletionStage<T>> task, CompletableFuture<T> result) {
        CompletionStage<T> started;
        try {
            started = task.get();
        } catch (RuntimeException failed) {
            started = CompletableFuture.failedFuture(failed);
        }
        started.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
            ended();
        });
    }

    private void ended() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        next.run();
    }
}
