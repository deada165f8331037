package org.viaduct.interworking.execution;

import static org.viaduct.interworking.execution.ExecutionEvent.ACCEPT;
import static org.viaduct.interworking.execution.ExecutionEvent.CANCEL_ACCEPT;
import static org.viaduct.interworking.execution.ExecutionEvent.CANCEL_FAULT;
import static org.viaduct.interworking.execution.ExecutionEvent.CANCEL_OTHER;
import static org.viaduct.interworking.execution.ExecutionEvent.CANCEL_TRANSFER;
import static org.viaduct.interworking.execution.ExecutionEvent.COMPLETE;
import static org.viaduct.interworking.execution.ExecutionEvent.DEADLINE;
import static org.viaduct.interworking.execution.ExecutionEvent.DUE;
import static org.viaduct.interworking.execution.ExecutionEvent.LOST;
import static org.viaduct.interworking.execution.ExecutionEvent.NOT_SENT;
import static org.viaduct.interworking.execution.ExecutionEvent.NO_SESSION;
import static org.viaduct.interworking.execution.ExecutionEvent.RESTART;
import static org.viaduct.interworking.execution.ExecutionEvent.SEND;
import static org.viaduct.interworking.execution.ExecutionState.ACCEPTED;
import static org.viaduct.interworking.execution.ExecutionState.ACCEPTED_NON_CANCELLABLE;
import static org.viaduct.interworking.execution.ExecutionState.CANCELLED;
import static org.viaduct.interworking.execution.ExecutionState.CANCEL_ASKED;
import static org.viaduct.interworking.execution.ExecutionState.CANCEL_SENT;
import static org.viaduct.interworking.execution.ExecutionState.CANCEL_WAITING;
import static org.viaduct.interworking.execution.ExecutionState.FINISHED;
import static org.viaduct.interworking.execution.ExecutionState.GIVEN_UP;
import static org.viaduct.interworking.execution.ExecutionState.PAUSED;
import static org.viaduct.interworking.execution.ExecutionState.SCHEDULED;
import static org.viaduct.interworking.execution.ExecutionState.SENT;
import static org.viaduct.interworking.execution.ExecutionState.SENT_NON_CANCELLABLE;
import static org.viaduct.interworking.execution.ExecutionState.UNANSWERED;
import static org.viaduct.interworking.execution.ExecutionState.UNANSWERED_NON_CANCELLABLE;
import static org.viaduct.interworking.execution.ExecutionState.WAITING;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * The life of an execution: state and event give the next state and the execResult. What has no row changes nothing, so
 * nothing ends twice and repeated messages are harmless. This is the only place that decides about execStatus, execResult
 * and the status code of a Cancel or Delete (TS-0006 8.2.2 to 8.2.4; the decisions are listed in docs/mgmtcmd.md).
 */
public final class Transitions {

    /** Where execResult comes from. */
    public enum Result {
        UNCHANGED,
        NOT_FINISHED,
        SUCCESS,
        INTERNAL_ERROR,
        /** What the CPE said, by the fault tables. */
        REPORTED
    }

    /** What an event does. */
    public record Transition(ExecutionState to, Result result) {

        /** @param reported by the CPE, where the event is one of its messages */
        public ExecResult execResult(ExecResult current, Optional<ExecResult> reported) {
            return switch (result) {
                case UNCHANGED -> current;
                case NOT_FINISHED -> ExecResult.STATUS_NOT_FINISHED;
                case SUCCESS -> ExecResult.STATUS_SUCCESS;
                case INTERNAL_ERROR -> ExecResult.STATUS_INTERNAL_ERROR;
                case REPORTED -> reported.orElseThrow();
            };
        }
    }

    private static final Map<ExecutionEvent, Map<ExecutionState, Transition>> ROWS =
            new EnumMap<>(ExecutionEvent.class);
    /** What is different while repetitions are to follow the current one. */
    private static final Map<ExecutionEvent, Map<ExecutionState, Transition>> REPEATED =
            new EnumMap<>(ExecutionEvent.class);

    static {
        on(DUE).from(SCHEDULED, PAUSED).to(WAITING, Result.UNCHANGED);

        on(SEND).from(WAITING).to(SENT, Result.UNCHANGED);
        on(SEND).from(CANCEL_WAITING).to(CANCEL_SENT, Result.UNCHANGED);

        on(NOT_SENT)
                .from(SENT, UNANSWERED, SENT_NON_CANCELLABLE, UNANSWERED_NON_CANCELLABLE)
                .to(WAITING, Result.UNCHANGED);
        on(NOT_SENT).from(CANCEL_ASKED).to(CANCELLED, Result.SUCCESS);
        on(NOT_SENT).from(CANCEL_SENT).to(CANCEL_WAITING, Result.UNCHANGED);

        // A lost command is never sent again; CancelTransfer may be.
        on(LOST).from(SENT).to(UNANSWERED, Result.UNCHANGED);
        on(LOST).from(SENT_NON_CANCELLABLE).to(UNANSWERED_NON_CANCELLABLE, Result.UNCHANGED);
        on(LOST).from(CANCEL_ASKED, CANCEL_SENT).to(CANCEL_WAITING, Result.UNCHANGED);

        on(ACCEPT).from(SENT, UNANSWERED).to(ACCEPTED, Result.NOT_FINISHED);
        on(ACCEPT)
                .from(SENT_NON_CANCELLABLE, UNANSWERED_NON_CANCELLABLE)
                .to(ACCEPTED_NON_CANCELLABLE, Result.UNCHANGED);
        on(ACCEPT).from(CANCEL_ASKED).to(CANCEL_WAITING, Result.UNCHANGED);

        // A completion proves acceptance even while INITIATED, overwrites a deadline's end, but no cancellation.
        on(COMPLETE).from(WAITING, SENT, UNANSWERED, ACCEPTED).to(FINISHED, Result.REPORTED);
        on(COMPLETE)
                .from(SENT_NON_CANCELLABLE, UNANSWERED_NON_CANCELLABLE, ACCEPTED_NON_CANCELLABLE)
                .to(FINISHED, Result.REPORTED);
        on(COMPLETE).from(CANCEL_ASKED, CANCEL_WAITING, CANCEL_SENT, GIVEN_UP).to(FINISHED, Result.REPORTED);

        // Only the last repetition ends the execution, unless somebody tried to stop it.
        repeated(COMPLETE).from(WAITING, SENT, UNANSWERED, ACCEPTED).to(PAUSED, Result.NOT_FINISHED);
        repeated(DEADLINE).from(WAITING, SENT, UNANSWERED, ACCEPTED).to(PAUSED, Result.NOT_FINISHED);

        // While nothing was sent, and between repetitions, there is no RPC to cancel, whatever the command (U6).
        on(CANCEL_TRANSFER).from(SCHEDULED, WAITING, PAUSED).to(CANCELLED, Result.SUCCESS);
        on(CANCEL_TRANSFER).from(SENT).to(CANCEL_ASKED, Result.UNCHANGED);
        on(CANCEL_TRANSFER).from(UNANSWERED, ACCEPTED).to(CANCEL_WAITING, Result.UNCHANGED);
        on(CANCEL_OTHER).from(SCHEDULED, WAITING, PAUSED).to(CANCELLED, Result.SUCCESS);
        on(CANCEL_OTHER).from(SENT).to(SENT_NON_CANCELLABLE, Result.UNCHANGED);
        on(CANCEL_OTHER).from(UNANSWERED).to(UNANSWERED_NON_CANCELLABLE, Result.UNCHANGED);
        on(CANCEL_OTHER).from(ACCEPTED).to(ACCEPTED_NON_CANCELLABLE, Result.UNCHANGED);

        // Also when whoever asked for it is gone and the execution went back to ACCEPTED.
        on(CANCEL_ACCEPT).from(CANCEL_SENT, CANCEL_WAITING, ACCEPTED).to(CANCELLED, Result.SUCCESS);
        on(CANCEL_FAULT).from(CANCEL_SENT, CANCEL_WAITING, ACCEPTED).to(ACCEPTED, Result.REPORTED);

        on(NO_SESSION).from(WAITING).to(GIVEN_UP, Result.INTERNAL_ERROR);
        on(NO_SESSION).from(CANCEL_WAITING).to(ACCEPTED, Result.NOT_FINISHED);

        on(RESTART).from(WAITING).to(GIVEN_UP, Result.INTERNAL_ERROR);
        on(RESTART).from(SENT, CANCEL_ASKED).to(UNANSWERED, Result.UNCHANGED);
        on(RESTART).from(SENT_NON_CANCELLABLE).to(UNANSWERED_NON_CANCELLABLE, Result.UNCHANGED);
        on(RESTART).from(CANCEL_WAITING, CANCEL_SENT).to(ACCEPTED, Result.NOT_FINISHED);

        on(DEADLINE).from(WAITING, SENT, UNANSWERED, ACCEPTED).to(GIVEN_UP, Result.INTERNAL_ERROR);
        on(DEADLINE)
                .from(SENT_NON_CANCELLABLE, UNANSWERED_NON_CANCELLABLE, ACCEPTED_NON_CANCELLABLE)
                .to(GIVEN_UP, Result.INTERNAL_ERROR);
        on(DEADLINE).from(CANCEL_ASKED, CANCEL_WAITING, CANCEL_SENT).to(GIVEN_UP, Result.INTERNAL_ERROR);
    }

    private Transitions() {}

    /**
     * What the event does in this state; empty when it changes nothing.
     *
     * @param more whether repetitions are to follow the current one
     */
    public static Optional<Transition> of(ExecutionState state, ExecutionEvent event, boolean more) {
        Optional<Transition> repeated = Optional.of(more)
                .filter(Boolean::booleanValue)
                .map(any -> REPEATED.getOrDefault(event, Map.of()).get(state));
        return repeated.or(
                () -> Optional.ofNullable(ROWS.getOrDefault(event, Map.of()).get(state)));
    }

    /** The event that a Cancel or Delete is for a command. */
    public static ExecutionEvent cancellation(CommandType type) {
        return type.cancellable() ? CANCEL_TRANSFER : CANCEL_OTHER;
    }

    /** Who wants an execution to stop. */
    public enum Wish {
        CANCEL,
        DELETE
    }

    /**
     * The answer to a Cancel or Delete.
     *
     * @param before the state it met
     * @param after the state it led to; a state of cancelling has no answer yet
     */
    public static Optional<ResponseStatusCode> answer(Wish wish, ExecutionState before, ExecutionState after) {
        if (!before.running()) {
            return Optional.of(done(wish, ResponseStatusCode.ALREADY_COMPLETE));
        }
        return switch (after) {
            case CANCELLED -> Optional.of(done(wish, ResponseStatusCode.UPDATED));
            case FINISHED, GIVEN_UP -> Optional.of(done(wish, ResponseStatusCode.ALREADY_COMPLETE));
            case SENT_NON_CANCELLABLE, UNANSWERED_NON_CANCELLABLE, ACCEPTED_NON_CANCELLABLE -> Optional.of(
                    ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
            case SCHEDULED, WAITING, SENT, UNANSWERED, ACCEPTED, PAUSED -> Optional.of(
                    ResponseStatusCode.MGMT_CANCELLATION_FAILED);
            case CANCEL_ASKED, CANCEL_WAITING, CANCEL_SENT -> Optional.empty();
        };
    }

    private static ResponseStatusCode done(Wish wish, ResponseStatusCode ofCancel) {
        return switch (wish) {
            case CANCEL -> ofCancel;
            case DELETE -> ResponseStatusCode.DELETED;
        };
    }

    private static Rows on(ExecutionEvent event) {
        return new Rows(ROWS.computeIfAbsent(event, any -> new EnumMap<>(ExecutionState.class)));
    }

    private static Rows repeated(ExecutionEvent event) {
        return new Rows(REPEATED.computeIfAbsent(event, any -> new EnumMap<>(ExecutionState.class)));
    }

    private record Rows(Map<ExecutionState, Transition> rows) {

        public From from(ExecutionState... states) {
            return new From(rows, states);
        }
    }

    private record From(Map<ExecutionState, Transition> rows, ExecutionState... states) {

        public void to(ExecutionState to, Result result) {
            Arrays.stream(states).forEach(state -> {
                if (rows.put(state, new Transition(to, result)) != null) {
                    throw new IllegalStateException("two rows for " + state);
                }
            });
        }
    }
}
