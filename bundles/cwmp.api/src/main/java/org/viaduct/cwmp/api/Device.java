package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;

/**
 * What is known of a CPE.
 *
 * @param rootObject {@code Device.} or {@code InternetGatewayDevice.}
 * @param namespace the CWMP namespace it spoke last
 * @param connectionRequestUrl as reported, not checked
 * @param informSource the address its last stored Inform came from
 * @param enrolled when it was first seen
 */
public record Device(
        CpeId id,
        String manufacturer,
        String rootObject,
        String namespace,
        Optional<String> connectionRequestUrl,
        String informSource,
        Instant enrolled) {}
