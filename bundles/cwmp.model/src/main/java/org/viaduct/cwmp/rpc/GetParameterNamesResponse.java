package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The names asked for (TR-069 A.3.2.3).
 */
public record GetParameterNamesResponse(List<ParameterInfoStruct> parameterList) implements CwmpResponse {
    public GetParameterNamesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
