package org.viaduct.cwmp.devices;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Device;

/**
 * What is stored of a CPE, as JSON; its identifier is the key.
 *
 * @param connectionRequestUrl as reported; null if it never was
 * @param informSource the address its last stored Inform came from
 * @param enrolledFrom the address that the enrolment counts for
 * @param enrolled as ISO 8601 has it
 * @param confirmed credentials that the CPE took, else null
 * @param pending credentials that it is still to take, else null
 * @param settable false after it refused to take any, until its next 0 BOOTSTRAP
 * @param managementServer what else it reported that tells how it is reached
 */
record DeviceRecord(
        String manufacturer,
        String rootObject,
        String namespace,
        @Nullable String connectionRequestUrl,
        String informSource,
        String enrolledFrom,
        String enrolled,
        @Nullable SealedCredentials confirmed,
        @Nullable SealedCredentials pending,
        boolean settable,
        @Nullable Map<String, String> managementServer) {
    DeviceRecord {
        managementServer = managementServer == null ? Map.of() : Map.copyOf(managementServer);
    }

    Device device(CpeId cpe) {
        return new Device(
                cpe,
                manufacturer,
                rootObject,
                namespace,
                Optional.ofNullable(connectionRequestUrl),
                managementServer,
                informSource,
                Instant.parse(enrolled));
    }

    /** This record with other credentials. */
    DeviceRecord with(
            @Nullable SealedCredentials newConfirmed, @Nullable SealedCredentials newPending, boolean nowSettable) {
        return new DeviceRecord(
                manufacturer,
                rootObject,
                namespace,
                connectionRequestUrl,
                informSource,
                enrolledFrom,
                enrolled,
                newConfirmed,
                newPending,
                nowSettable,
                managementServer);
    }

    /** This record with parameters of the ManagementServer object that the device told of. */
    DeviceRecord with(Map<String, String> told) {
        Map<String, String> all = new TreeMap<>(managementServer);
        all.putAll(told);
        return new DeviceRecord(
                manufacturer,
                rootObject,
                namespace,
                connectionRequestUrl,
                informSource,
                enrolledFrom,
                enrolled,
                confirmed,
                pending,
                settable,
                all);
    }
}
