package org.viaduct.cpe.simulator;

import java.util.Optional;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.AllQueuedTransferStruct;

/**
 * A TransferComplete, DUStateChangeComplete or RPC of a vendor that the ACS has yet to answer.
 *
 * @param event the event that announces it
 * @param method the event that names the RPC, such as {@code M Download}; empty where there is none
 * @param commandKey of the RPC, which the event carries
 * @param transfer as GetAllQueuedTransfers shows it; empty for deployment units
 * @param repetitions how often it is delivered once more after the ACS answered
 */
record Completion(
        CwmpRequest request,
        String event,
        String method,
        String commandKey,
        Optional<AllQueuedTransferStruct> transfer,
        int repetitions) {
    Completion repeated() {
        return new Completion(request, event, method, commandKey, transfer, repetitions - 1);
    }
}
