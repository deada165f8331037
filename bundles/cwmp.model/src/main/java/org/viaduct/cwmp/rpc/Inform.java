package org.viaduct.cwmp.rpc;

import java.time.Instant;
import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Opens every session: who the CPE is and why it calls (TR-069 A.3.3.1).
 *
 * @param event at most 64
 * @param maxEnvelopes always 1
 * @param retryCount sessions that failed since the last that did not
 */
public record Inform(
        DeviceIdStruct deviceId,
        List<EventStruct> event,
        long maxEnvelopes,
        Instant currentTime,
        long retryCount,
        List<ParameterValueStruct> parameterList)
        implements CwmpRequest {
    public Inform {
        event = List.copyOf(event);
        parameterList = List.copyOf(parameterList);
    }
}
