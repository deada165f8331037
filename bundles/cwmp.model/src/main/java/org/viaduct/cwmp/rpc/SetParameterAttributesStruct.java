package org.viaduct.cwmp.rpc;

import java.util.List;

/**
 * What to change about a parameter or about all below an object (TR-069 A.3.2.4).
 *
 * @param notification 0 off, 1 passive, 2 active, 3 to 6 the lightweight forms of CWMP 1.4; counts only with {@code notificationChange}
 * @param accessList empty, or "Subscriber"; counts only with {@code accessListChange}
 */
public record SetParameterAttributesStruct(
        String name, boolean notificationChange, int notification, boolean accessListChange, List<String> accessList) {
    public SetParameterAttributesStruct {
        accessList = List.copyOf(accessList);
    }
}
