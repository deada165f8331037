package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The outstanding transfers, at most 16 (TR-069 A.4.1.1).
 */
public record GetQueuedTransfersResponse(List<QueuedTransferStruct> transferList) implements CwmpResponse {
    public GetQueuedTransfersResponse {
        transferList = List.copyOf(transferList);
    }
}
