package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Sets parameters, all or none (TR-069 A.3.2.1).
 *
 * @param parameterKey at most 32 characters; becomes ManagementServer.ParameterKey when the values are applied
 */
public record SetParameterValues(List<ParameterValueStruct> parameterList, String parameterKey) implements CwmpRequest {
    public SetParameterValues {
        parameterList = List.copyOf(parameterList);
    }
}
