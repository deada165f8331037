package org.viaduct.interworking;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.fault.FaultMapper;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.command.Wording;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.Execution.ReportedFault;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.StoreUnavailableException;

/**
 * Ends executions, and cancellations, with the faults of CPEs. While the fault mapping is away for longer than a moment the
 * fault of a response is kept as it came, durably, and mapped when the mapping is back; a completion is refused instead, for
 * the CPE repeats it.
 */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Executions executions;
    private final Presence<FaultMapper> mapper;
    private final Set<String> unmapped = ConcurrentHashMap.newKeySet();

    Faults(Executions executions, Presence<FaultMapper> mapper) {
        this.executions = executions;
        this.mapper = mapper;
    }

    /** The CPE refused the command's RPC. */
    void refused(Execution execution, CwmpFault fault) {
        response(execution.key(), new ReportedFault(execution.type().responseFaults(), fault, false));
    }

    /** The CPE refused the CancelTransfer. */
    void cancelRefused(Execution execution, CwmpFault fault) {
        FaultTable table = execution.cancelFaults().orElse(FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL);
        response(execution.key(), new ReportedFault(table, fault, false));
    }

    /** @throws OneM2mException 5000 when the fault mapping is away: nothing was changed, the CPE is to try again */
    void failed(Execution execution, FaultTable table, CwmpFault fault) {
        FaultMapping mapping = mapper.get().map(table, execution.cpe(), fault);
        end(execution.key(), new ReportedFault(table, fault, true), mapping);
    }

    /** Takes in, at the start, a fault that waits for the mapping. */
    void take(Execution execution) {
        if (execution.unmapped()) {
            unmapped.add(execution.key());
        }
    }

    /** The answer to whoever waits for an execution that its RPC's response has ended with a fault; empty if it has not. */
    Optional<OneM2mException> refusal(Execution execution) {
        return execution
                .fault()
                .filter(reported -> execution.state() == ExecutionState.FINISHED
                        && reported.mapped()
                        && reported.table() == execution.type().responseFaults())
                .map(reported -> {
                    FaultMapping mapping = mapper.get().map(reported.table(), execution.cpe(), reported.fault());
                    return new OneM2mException(
                            mapping.executeStatus(), sentence(execution, reported.fault(), mapping, false));
                });
    }

    /** The fault mapping is back. */
    void mapWaiting() {
        if (mapper.now().isEmpty()) {
            return;
        }
        for (String key : List.copyOf(unmapped)) {
            if (unmapped.remove(key)) {
                executions
                        .find(key)
                        .filter(Execution::unmapped)
                        .flatMap(Execution::fault)
                        .ifPresent(reported -> response(key, reported));
            }
        }
    }

    private void response(String key, ReportedFault reported) {
        Optional<Execution> execution = executions.find(key);
        if (execution.isEmpty()) {
            return;
        }
        Optional<FaultMapping> mapping = mapping(execution.get(), reported);
        if (mapping.isPresent()) {
            end(key, new ReportedFault(reported.table(), reported.fault(), true), mapping.get());
            return;
        }
        LOG.warn(
                "The fault mapping is not running: fault {} of {} waits for it",
                reported.fault().code(),
                execution.get().instance());
        unmapped.add(key);
        executions.note(key, current -> current.state().running() ? current.withFault(reported) : current);
    }

    private Optional<FaultMapping> mapping(Execution execution, ReportedFault reported) {
        try {
            return mapper.soon().map(present -> present.map(reported.table(), execution.cpe(), reported.fault()));
        } catch (StoreUnavailableException elsewhere) {
            LOG.debug("The fault mapping cannot be asked", elsewhere);
            return Optional.empty();
        }
    }

    private void end(String key, ReportedFault reported, FaultMapping mapping) {
        UnaryOperator<Execution> note = current -> current.withFault(reported);
        boolean cancellation = isCancellation(reported.table());
        Optional<OneM2mException> because = executions
                .find(key)
                .map(execution -> new OneM2mException(
                        cancellation ? ResponseStatusCode.MGMT_CANCELLATION_FAILED : mapping.executeStatus(),
                        sentence(execution, reported.fault(), mapping, cancellation)));
        executions.fire(
                key,
                cancellation ? ExecutionEvent.CANCEL_FAULT : ExecutionEvent.COMPLETE,
                new Report(
                        Optional.of(mapping.result()),
                        note,
                        isCompletion(reported.table()) ? Optional.empty() : because));
    }

    private static String sentence(Execution execution, CwmpFault fault, FaultMapping mapping, boolean cancellation) {
        String said = fault.message().isBlank() ? mapping.description() : Wording.printable(fault.message());
        return "The CPE " + execution.cpe() + " answered "
                + (cancellation ? "CancelTransfer" : execution.rpc()) + " with CWMP fault " + fault.code()
                + " (" + said + "): " + execution.instance() + " has execResult " + mapping.result() + ".";
    }

    private static boolean isCompletion(FaultTable table) {
        return table == FaultTable.TRANSFER_COMPLETE || table == FaultTable.DU_STATE_CHANGE_COMPLETE;
    }

    private static boolean isCancellation(FaultTable table) {
        return switch (table) {
            case CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE,
                    CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL,
                    CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE -> true;
            case DOWNLOAD,
                    UPLOAD,
                    TRANSFER_COMPLETE,
                    CHANGE_DU_STATE,
                    DU_STATE_CHANGE_COMPLETE,
                    REBOOT,
                    FACTORY_RESET -> false;
        };
    }
}
