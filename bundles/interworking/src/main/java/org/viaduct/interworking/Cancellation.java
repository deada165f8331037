package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.viaduct.continuity.Scheduling;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.Executions.Outcome;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.Watchers.News;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.interworking.execution.Transitions;
import org.viaduct.interworking.execution.Transitions.Wish;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseStatusCode;

/** Stops executions for a Cancel or Delete (TS-0006 8.2.2 to 8.2.4). Several for one execution share the result. */
final class Cancellation {

    private final Executions executions;
    private final Watchers watchers;
    private final InFlight inFlight;
    private final Seeking seeking;
    private final Scheduling scheduling;
    private final Supplier<Settings> settings;
    private final Clock clock;

    Cancellation(
            Executions executions,
            Watchers watchers,
            InFlight inFlight,
            Seeking seeking,
            Scheduling scheduling,
            Supplier<Settings> settings,
            Clock clock) {
        this.executions = executions;
        this.watchers = watchers;
        this.inFlight = inFlight;
        this.seeking = seeking;
        this.scheduling = scheduling;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Completes when the execution has stopped, with a {@link OneM2mException} when it goes on or, for a Cancel, had ended
     * before.
     *
     * @param faults the table for a fault of CancelTransfer
     */
    CompletionStage<Void> stop(String key, Wish wish, FaultTable faults, RequestPrimitive request) {
        Optional<Execution> execution = executions.find(key);
        if (execution.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        UnaryOperator<Execution> note = current -> current.withCancelFaults(faults);
        Optional<Outcome> outcome = executions.fire(
                key,
                Transitions.cancellation(execution.get().type()),
                new Report(Optional.empty(), note, Optional.empty()));
        if (outcome.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Execution after = outcome.get().after();
        Optional<ResponseStatusCode> answer =
                Transitions.answer(wish, outcome.get().before().state(), after.state());
        if (answer.isPresent()) {
            return answer(answer.get(), after, Optional.empty());
        }
        return await(after, request)
                .thenCompose(news -> answer(
                        Transitions.answer(wish, after.state(), news.execution().state())
                                .orElseThrow(),
                        news.execution(),
                        news.because()));
    }

    /** Goes on with a Cancel that a former run of this bundle began: it is over, goes on, or begins anew. */
    CompletionStage<Void> resume(String key, FaultTable faults, RequestPrimitive request) {
        Optional<Execution> execution = executions.find(key);
        if (execution.isEmpty()) {
            return CompletableFuture.failedStage(new OneM2mException(
                    ResponseStatusCode.CONFLICT, "The <execInstance> was deleted by another request."));
        }
        if (execution.get().state().running()) {
            return stop(key, Wish.CANCEL, faults, request);
        }
        ResponseStatusCode status = Transitions.answer(
                        Wish.CANCEL,
                        ExecutionState.CANCEL_WAITING,
                        execution.get().state())
                .orElseThrow();
        return answer(status, execution.get(), Optional.empty());
    }

    /**
     * The answer to a wish that had this outcome, as far as there is one yet.
     *
     * @return within, the refusal, if it is one
     */
    Optional<Optional<OneM2mException>> answer(Wish wish, Outcome outcome) {
        return Transitions.answer(
                        wish, outcome.before().state(), outcome.after().state())
                .map(status -> refusal(status, outcome.after(), Optional.empty()));
    }

    /** Completes when the execution is not CANCELLING any more. */
    private CompletionStage<News> await(Execution execution, RequestPrimitive request) {
        String key = execution.key();
        CompletableFuture<News> watch = watchers.watch(key, Cancellation::isSettled);
        // What became of it before it was watched; it may rest since the start.
        executions.find(key).ifPresent(current -> {
            executions.take(current);
            if (isSettled(current.state())) {
                watch.complete(new News(current, Optional.empty()));
            }
        });
        if (execution.state() == ExecutionState.CANCEL_ASKED && !inFlight.has(execution.cpe(), key)) {
            executions.fire(key, ExecutionEvent.LOST, Report.NONE);
        }
        seeking.one(execution.cpe());
        Instant expiration = request.requestExpiration()
                .orElseGet(() -> clock.instant().plus(settings.get().requestTimeout()));
        Future<?> alarm =
                scheduling.untilDoneFrom(expiration, "The end of waiting for " + key, () -> expired(execution, watch));
        watch.whenComplete((news, failure) -> alarm.cancel(false));
        return watch;
    }

    private static boolean isSettled(ExecutionState state) {
        return state.execStatus() != ExecStatus.CANCELLING;
    }

    private void expired(Execution execution, CompletableFuture<News> watch) {
        if (watch.isDone()) {
            return;
        }
        Optional<Outcome> outcome = executions.fire(
                execution.key(),
                ExecutionEvent.NO_SESSION,
                Report.because(new OneM2mException(
                        ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                        "The CPE " + execution.cpe() + " opened no session in time: " + execution.instance()
                                + " goes on and was not cancelled.")));
        if (outcome.filter(Outcome::changed).isEmpty()) {
            watch.completeExceptionally(new OneM2mException(
                    ResponseStatusCode.REQUEST_TIMEOUT,
                    "The CPE " + execution.cpe() + " has not answered in time: the cancellation of "
                            + execution.instance() + " goes on, look at its execStatus later."));
        }
    }

    private static CompletionStage<Void> answer(
            ResponseStatusCode status, Execution execution, Optional<OneM2mException> because) {
        return refusal(status, execution, because)
                .<CompletionStage<Void>>map(CompletableFuture::failedStage)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static Optional<OneM2mException> refusal(
            ResponseStatusCode status, Execution execution, Optional<OneM2mException> because) {
        if (status.isSuccess()) {
            return Optional.empty();
        }
        String instance = execution.instance().value();
        String sentence =
                switch (status) {
                    case ALREADY_COMPLETE -> "Cancel execInstance - already complete: " + instance + " is "
                            + execution.state().execStatus() + ".";
                    case MGMT_COMMAND_NOT_CANCELLABLE -> "Not cancellable: nothing recalls a "
                            + execution.type().rpc() + " once it was sent; " + instance + " goes on.";
                    default -> "The cancellation of " + instance + " failed; it goes on.";
                };
        return because.filter(any -> status == ResponseStatusCode.MGMT_CANCELLATION_FAILED)
                .or(() -> Optional.of(new OneM2mException(status, sentence)));
    }

    /** The refusal behind the failure of a stage; anything else is thrown on. */
    static OneM2mException refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof OneM2mException refusal) {
            return refusal;
        }
        throw cause instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(cause);
    }
}
