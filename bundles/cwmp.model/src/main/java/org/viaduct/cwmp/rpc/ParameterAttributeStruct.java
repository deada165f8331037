package org.viaduct.cwmp.rpc;

import java.util.List;

/**
 * The attributes of a parameter (TR-069 A.3.2.5).
 *
 * @param notification 0 off, 1 passive, 2 active, 3 to 6 the lightweight forms of CWMP 1.4
 */
public record ParameterAttributeStruct(String name, int notification, List<String> accessList) {
    public ParameterAttributeStruct {
        accessList = List.copyOf(accessList);
    }
}
