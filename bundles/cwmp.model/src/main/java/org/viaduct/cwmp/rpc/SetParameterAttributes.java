package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Sets notification and access of parameters (TR-069 A.3.2.4).
 */
public record SetParameterAttributes(List<SetParameterAttributesStruct> parameterList) implements CwmpRequest {
    public SetParameterAttributes {
        parameterList = List.copyOf(parameterList);
    }
}
