package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Reads parameters; a name that ends with a dot means everything below it (TR-069 A.3.2.2).
 *
 * @param parameterNames at least one, at most 256 characters each
 */
public record GetParameterValues(List<String> parameterNames) implements CwmpRequest {
    public GetParameterValues {
        parameterNames = List.copyOf(parameterNames);
    }
}
