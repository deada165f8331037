package org.viaduct.interworking;

import java.time.Instant;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResourceId;

/**
 * What is kept of an {@code <execInstance>} beside its attributes, as long as the resource exists.
 *
 * @param key see {@link CommandKey#keyOf}
 * @param repetition which execution of it is running, from 1
 * @param blocking whether a blocking request waited for the CPE's answer when it was made
 * @param deadline when it is given up
 * @param cancelFaults the table for a fault of CancelTransfer, by what asked for the cancellation first
 * @param fault the CPE's last one
 * @param sealedPasswords those of execReqArgs; gone when the execution ended
 */
record Execution(
        String key,
        ResourceId instance,
        CpeId cpe,
        CommandType type,
        ExecutionState state,
        ExecResult result,
        int repetition,
        boolean blocking,
        Instant created,
        Instant deadline,
        Optional<FaultTable> cancelFaults,
        Optional<ReportedFault> fault,
        Optional<String> sealedPasswords) {

    /**
     * A fault as the CPE worded it.
     *
     * @param mapped whether its execResult is known; false while the fault mapping is away
     */
    record ReportedFault(FaultTable table, CwmpFault fault, boolean mapped) {}

    String commandKey() {
        return CommandKey.of(key, repetition);
    }

    /** Whether a fault waits for its execResult. */
    boolean unmapped() {
        return state.running() && fault.map(reported -> !reported.mapped()).orElse(false);
    }

    Execution in(ExecutionState next, ExecResult nextResult, Instant nextDeadline) {
        return new Execution(
                key,
                instance,
                cpe,
                type,
                next,
                nextResult,
                repetition,
                blocking,
                created,
                nextDeadline,
                cancelFaults,
                fault,
                next.running() ? sealedPasswords : Optional.empty());
    }

    Execution withFault(ReportedFault reported) {
        return new Execution(
                key,
                instance,
                cpe,
                type,
                state,
                result,
                repetition,
                blocking,
                created,
                deadline,
                cancelFaults,
                Optional.of(reported),
                sealedPasswords);
    }

    Execution withCancelFaults(FaultTable table) {
        return new Execution(
                key,
                instance,
                cpe,
                type,
                state,
                result,
                repetition,
                blocking,
                created,
                deadline,
                Optional.of(table),
                fault,
                sealedPasswords);
    }
}
