package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The values asked for (TR-069 A.3.2.2).
 */
public record GetParameterValuesResponse(List<ParameterValueStruct> parameterList) implements CwmpResponse {
    public GetParameterValuesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
