package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The outstanding transfers, at most 16 (TR-069 A.4.1.7).
 */
public record GetAllQueuedTransfersResponse(List<AllQueuedTransferStruct> transferList) implements CwmpResponse {
    public GetAllQueuedTransfersResponse {
        transferList = List.copyOf(transferList);
    }
}
