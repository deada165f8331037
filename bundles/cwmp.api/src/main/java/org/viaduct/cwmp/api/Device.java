package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;

/**
 * What is known of a CPE.
 *
 * @param rootObject {@code Device.} or {@code InternetGatewayDevice.}
 * @param namespace the CWMP namespace it spoke last
 * @param connectionRequestUrl as reported, not checked
 * @param managementServer what else it reported of its ManagementServer object about how it is reached, not checked, by the
 *     name of the parameter, such as {@code NATDetected}
 * @param informSource the address its last stored Inform came from
 * @param enrolled when it was first seen
 */
public record Device(
        CpeId id,
        String manufacturer,
        String rootObject,
        String namespace,
        Optional<String> connectionRequestUrl,
        Map<String, String> managementServer,
        String informSource,
        Instant enrolled) {
    public Device {
        managementServer = Map.copyOf(managementServer);
    }
}
