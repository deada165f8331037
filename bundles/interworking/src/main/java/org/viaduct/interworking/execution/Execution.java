package org.viaduct.interworking.execution;

import java.time.Instant;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.Repetitions;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResourceId;

/**
 * What is kept of an {@code <execInstance>} beside its attributes, as long as the resource exists.
 *
 * @param key see {@link CommandKey#keyOf}
 * @param command its {@code <mgmtCmd>}
 * @param blocking whether a blocking request waited for the CPE's answer when it was made
 * @param began when the current repetition began to wait for its session
 * @param sent when the RPC of the current repetition was handed to a session
 * @param due when time moves it on: it begins, or is given up
 * @param cancelFaults the table for a fault of CancelTransfer, by what asked for the cancellation first
 * @param fault the CPE's last one
 * @param file what the CPE has sent
 * @param sealedPasswords those of execReqArgs; gone when the execution ended
 * @param carrier the RPC of a vendor that it was sent as last, where it was
 */
public record Execution(
        String key,
        ResourceId command,
        ResourceId instance,
        CpeId cpe,
        CommandType type,
        ExecutionState state,
        ExecResult result,
        Repetitions repetitions,
        boolean blocking,
        Instant created,
        Instant began,
        Optional<Instant> sent,
        Instant due,
        Optional<FaultTable> cancelFaults,
        Optional<ReportedFault> fault,
        Optional<LinkedFile> file,
        Optional<String> sealedPasswords,
        Optional<String> carrier) {

    /**
     * A fault as the CPE worded it.
     *
     * @param mapped whether its execResult is known; false while the fault mapping is away
     */
    public record ReportedFault(FaultTable table, CwmpFault fault, boolean mapped) {}

    public String commandKey() {
        return CommandKey.of(key, repetitions.current());
    }

    /** Whether a fault waits for its execResult. */
    public boolean unmapped() {
        return state.running() && fault.map(reported -> !reported.mapped()).orElse(false);
    }

    /** It was handed to a session. */
    public Execution sentAt(Instant now) {
        return copy(state, result, repetitions, began, Optional.of(now), due, cancelFaults, fault, file);
    }

    /** It begins to wait for a session: the first repetition, or the next after one that ended. */
    public Execution begunAt(Instant now) {
        boolean next = state == ExecutionState.PAUSED;
        return copy(
                state,
                result,
                next ? repetitions.next() : repetitions,
                now,
                Optional.empty(),
                due,
                Optional.empty(),
                Optional.empty(),
                file);
    }

    /** It was handed to a session, which did not write it. */
    public Execution unsent() {
        return copy(state, result, repetitions, began, Optional.empty(), due, cancelFaults, fault, file);
    }

    public Execution in(ExecutionState next, ExecResult nextResult, Instant nextDue) {
        return copy(next, nextResult, repetitions, began, sent, nextDue, cancelFaults, fault, file);
    }

    public Execution withFault(ReportedFault reported) {
        return copy(state, result, repetitions, began, sent, due, cancelFaults, Optional.of(reported), file);
    }

    public Execution withFile(LinkedFile sent) {
        return copy(state, result, repetitions, began, this.sent, due, cancelFaults, fault, Optional.of(sent));
    }

    public Execution withCancelFaults(FaultTable table) {
        return copy(state, result, repetitions, began, sent, due, Optional.of(table), fault, file);
    }

    /** Its RPC is that of a vendor; empty for the standard's. */
    public Execution carriedBy(Optional<String> rpc) {
        return new Execution(
                key,
                command,
                instance,
                cpe,
                type,
                state,
                result,
                repetitions,
                blocking,
                created,
                began,
                sent,
                due,
                cancelFaults,
                fault,
                file,
                sealedPasswords,
                rpc);
    }

    /** The name of the RPC that it is sent as. */
    public String rpc() {
        return carrier.orElse(type.rpc());
    }

    private Execution copy(
            ExecutionState newState,
            ExecResult newResult,
            Repetitions newRepetitions,
            Instant newBegan,
            Optional<Instant> newSent,
            Instant newDue,
            Optional<FaultTable> newCancelFaults,
            Optional<ReportedFault> newFault,
            Optional<LinkedFile> newFile) {
        return new Execution(
                key,
                command,
                instance,
                cpe,
                type,
                newState,
                newResult,
                newRepetitions,
                blocking,
                created,
                newBegan,
                newSent,
                newDue,
                newCancelFaults,
                newFault,
                newFile,
                newState.running() ? sealedPasswords : Optional.empty(),
                carrier);
    }
}
