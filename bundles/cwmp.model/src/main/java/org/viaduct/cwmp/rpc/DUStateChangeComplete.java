package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the ACS how the operations of a {@link ChangeDUState} ended, in their order (TR-069 A.4.2.3).
 *
 * @param commandKey that of the ChangeDUState; empty where absent
 */
public record DUStateChangeComplete(List<OpResultStruct> results, String commandKey) implements CwmpRequest {
    public DUStateChangeComplete {
        results = List.copyOf(results);
    }
}
