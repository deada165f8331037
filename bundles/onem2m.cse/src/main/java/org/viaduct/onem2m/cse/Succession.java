package org.viaduct.onem2m.cse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.type.ResourceType;

/** Has the next handler of a type finish what one could not, because its bundle was updated meanwhile. */
final class Succession {

    private final Services services;
    private final Executor executor;

    Succession(Services services, Executor executor) {
        this.services = services;
        this.executor = executor;
    }

    /**
     * What a handler has begun, whoever finishes it.
     *
     * @param again makes the same call
     * @param resume makes the call for a continuation
     */
    <T> CompletionStage<T> finished(
            ResourceType type,
            CompletionStage<T> begun,
            Function<ResourceHandler, CompletionStage<T>> again,
            BiFunction<ResourceHandler, String, CompletionStage<T>> resume) {
        return begun.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (!(cause instanceof HandlerStoppedException stopped)) {
                return CompletableFuture.failedStage(failure);
            }
            Function<ResourceHandler, CompletionStage<T>> call = stopped.continuation()
                    .<Function<ResourceHandler, CompletionStage<T>>>map(
                            continuation -> next -> resume.apply(next, continuation))
                    .orElse(again);
            return finished(type, called(type, call, System.nanoTime()), again, resume);
        });
    }

    /** Calls the handler of the moment, or the next that comes in time. */
    private <T> CompletionStage<T> called(
            ResourceType type, Function<ResourceHandler, CompletionStage<T>> call, long since) {
        long counted = services.arrivals();
        try {
            return call.apply(services.handlerOf(type).orElseThrow());
        } catch (AbsentException absent) {
            Duration left = services.patience().minusNanos(System.nanoTime() - since);
            if (left.isNegative() || left.isZero()) {
                return CompletableFuture.failedStage(absent);
            }
            return services.next(counted, left).thenComposeAsync(arrived -> called(type, call, since), executor);
        } catch (RuntimeException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }
}
