package org.viaduct.cwmp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.client.Turns.Line;

/** Runs so many asynchronous tasks at a time; others wait, first come first served. A quarter is not for bulk. */
final class Throttle {

    private static final int NOT_FOR_BULK = 4;

    private final int parallel;
    private final int parallelBulk;
    private final int maxWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Runnable> waitingBulk = new ArrayDeque<>();
    private int running;
    private int runningBulk;

    Throttle(int parallel, int maxWaiting) {
        this.parallel = parallel;
        this.parallelBulk = parallel - parallel / NOT_FOR_BULK;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Starts the task when it is its turn, on the thread that calls or that ended another.
     *
     * @return empty if too many wait already
     */
    <T> Optional<CompletionStage<T>> run(Line line, Supplier<CompletionStage<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            if (waiting.size() + waitingBulk.size() >= maxWaiting && !mayRun(line)) {
                return Optional.empty();
            }
            (line == Line.BULK ? waitingBulk : waiting).add(() -> start(line, task, result));
        }
        startNext();
        return Optional.of(result);
    }

    /** Forgets the tasks that wait. */
    synchronized void close() {
        waiting.clear();
        waitingBulk.clear();
    }

    private boolean mayRun(Line line) {
        return running < parallel && (line == Line.SINGLE || runningBulk < parallelBulk);
    }

    private void startNext() {
        @Nullable Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (mayRun(Line.SINGLE) && !waiting.isEmpty()) {
            running++;
            return waiting.remove();
        }
        if (mayRun(Line.BULK) && !waitingBulk.isEmpty()) {
            running++;
            runningBulk++;
            return waitingBulk.remove();
        }
        return null;
    }

    private <T> void start(Line line, Supplier<CompletionStage<T>> task, CompletableFuture<T> result) {
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
            ended(line);
        });
    }

    private void ended(Line line) {
        synchronized (this) {
            running--;
            if (line == Line.BULK) {
                runningBulk--;
            }
        }
        startNext();
    }
}
