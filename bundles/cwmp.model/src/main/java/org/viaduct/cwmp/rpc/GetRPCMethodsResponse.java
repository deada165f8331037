package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The names of the RPCs the answering side understands, at most 64 characters each (TR-069 A.3.1.1).
 */
public record GetRPCMethodsResponse(List<String> methodList) implements CwmpResponse {
    public GetRPCMethodsResponse {
        methodList = List.copyOf(methodList);
    }
}
