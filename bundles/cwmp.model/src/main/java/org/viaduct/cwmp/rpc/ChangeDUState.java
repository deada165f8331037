package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Installs, updates and removes deployment units; its end is told by {@link DUStateChangeComplete} (TR-069 A.4.1.10).
 *
 * @param operations at least one
 * @param commandKey chosen by the ACS, at most 32 characters; comes back in what this request leads to; empty where absent
 */
public record ChangeDUState(List<OperationStruct> operations, String commandKey) implements CwmpRequest {
    public ChangeDUState {
        operations = List.copyOf(operations);
    }
}
