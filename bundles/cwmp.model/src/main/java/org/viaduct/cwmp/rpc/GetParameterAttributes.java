package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Reads notification and access of parameters (TR-069 A.3.2.5).
 */
public record GetParameterAttributes(List<String> parameterNames) implements CwmpRequest {
    public GetParameterAttributes {
        parameterNames = List.copyOf(parameterNames);
    }
}
