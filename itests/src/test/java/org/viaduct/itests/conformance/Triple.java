package org.viaduct.itests.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * A command, the state of its execInstance, an operation, and what TS-0006 8.2.2 to 8.2.4 and TS-0004 7.4.16.2 and
 * 7.4.17.2 want of it.
 */
record Triple(Command command, ExecStatus state, Operation operation) {

    enum Operation {
        CANCEL,
        DELETE_INSTANCE,
        DELETE_COMMAND,
        RETRIEVE,
        EXECUTE,
        /** An UPDATE of execMode. */
        CHANGE_MODE
    }

    private static final int ACCEPTED_NON_BLOCKING_SYNCH = 1001;
    private static final int BAD_REQUEST = 4000;
    private static final int OPERATION_NOT_ALLOWED = 4005;
    private static final int ALREADY_COMPLETE = 6028;
    private static final int NOT_CANCELLABLE = 6029;

    /** Every triple that the clauses know. */
    static List<Triple> all() {
        return Arrays.stream(Command.values())
                .flatMap(command -> Arrays.stream(ExecStatus.values())
                        .filter(state -> exists(command, state))
                        .flatMap(state ->
                                Stream.of(Operation.values()).map(operation -> new Triple(command, state, operation))))
                .toList();
    }

    /** CancelTransfer leads to the one, its lack to the other. */
    private static boolean exists(Command command, ExecStatus state) {
        return switch (state) {
            case INITIATED, PENDING, FINISHED, CANCELLED -> true;
            case CANCELLING -> command.isTransfer();
            case STATUS_NON_CANCELLABLE -> !command.isTransfer();
        };
    }

    /** Whether it is PENDING between two repetitions: a Reset or Reboot ends with its response. */
    boolean isRepeated() {
        return state == ExecStatus.PENDING && !command.completes();
    }

    /** Whether the CPE is switched off in this state, and an Execute therefore does not wait for it. */
    boolean isOffline() {
        return state == ExecStatus.INITIATED || state == ExecStatus.CANCELLED;
    }

    /** The response status code. */
    int rsc() {
        return switch (operation) {
            case CANCEL -> isOver() ? ALREADY_COMPLETE : isStopped() ? ManagedCommand.UPDATED : NOT_CANCELLABLE;
            case DELETE_INSTANCE, DELETE_COMMAND -> isOver() || isStopped() ? ManagedCommand.DELETED : NOT_CANCELLABLE;
            case RETRIEVE -> ManagedCommand.OK;
            case EXECUTE -> isOffline()
                    ? ACCEPTED_NON_BLOCKING_SYNCH
                    : command.completes() || isRepeated() ? ManagedCommand.UPDATED : BAD_REQUEST;
                // As long as there is an execInstance (TS-0004 7.4.16.2.2).
            case CHANGE_MODE -> OPERATION_NOT_ALLOWED;
        };
    }

    boolean isDeletion() {
        return operation == Operation.DELETE_INSTANCE || operation == Operation.DELETE_COMMAND;
    }

    /** The execStatus afterwards, where the execInstance is not gone. */
    ExecStatus after() {
        if (state == ExecStatus.CANCELLING) {
            return ExecStatus.CANCELLED;
        }
        return switch (operation) {
            case CANCEL, DELETE_INSTANCE, DELETE_COMMAND -> isOver()
                    ? state
                    : isStopped() ? ExecStatus.CANCELLED : ExecStatus.STATUS_NON_CANCELLABLE;
            case RETRIEVE, CHANGE_MODE -> state;
                // The next one is sent only when the CPE has answered the first, which ends a Reset or Reboot.
            case EXECUTE -> command.completes() || isOffline() || isRepeated() ? state : ExecStatus.FINISHED;
        };
    }

    /** The execResult that belongs to a state; what finishes here was denied with 9001. */
    static ExecResult result(ExecStatus state) {
        return switch (state) {
            case INITIATED, PENDING, CANCELLING, STATUS_NON_CANCELLABLE -> ExecResult.STATUS_NOT_FINISHED;
            case FINISHED -> ExecResult.STATUS_REQUEST_DENIED;
            case CANCELLED -> ExecResult.STATUS_SUCCESS;
        };
    }

    private boolean isOver() {
        return state == ExecStatus.FINISHED || state == ExecStatus.CANCELLED;
    }

    /** Whether a Cancel or Delete ends it: nothing was sent or is outstanding, or CancelTransfer is for it. */
    private boolean isStopped() {
        return switch (state) {
            case INITIATED, CANCELLING -> true;
            case PENDING -> command.isTransfer() || isRepeated();
            case FINISHED, CANCELLED, STATUS_NON_CANCELLABLE -> false;
        };
    }

    @Override
    public String toString() {
        return operation + " of " + command + " in " + state;
    }
}
