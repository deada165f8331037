package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Tells the ACS of operations on deployment units it did not ask for (TR-069 A.4.2.4).
 */
public record AutonomousDUStateChangeComplete(List<AutonOpResultStruct> results) implements CwmpRequest {
    public AutonomousDUStateChangeComplete {
        results = List.copyOf(results);
    }
}
