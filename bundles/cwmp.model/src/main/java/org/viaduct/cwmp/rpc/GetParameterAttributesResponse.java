package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpResponse;

/**
 * The attributes asked for (TR-069 A.3.2.5).
 */
public record GetParameterAttributesResponse(List<ParameterAttributeStruct> parameterList) implements CwmpResponse {
    public GetParameterAttributesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
