package org.viaduct.cwmp.devices;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;

/**
 * What an Inform says of a device that is worth keeping, within bounds.
 *
 * @param manufacturer at most 64 characters
 * @param rootObject {@code Device.} or {@code InternetGatewayDevice.}; empty if its parameters do not show
 * @param connectionRequestUrl empty if it has none, or one of more than 1024 characters
 * @param managementServer what else tells how the device is reached, by the name of the parameter
 */
record InformFacts(
        String manufacturer,
        Optional<String> rootObject,
        Optional<String> connectionRequestUrl,
        Map<String, String> managementServer) {

    static final String DEVICE = "Device.";
    private static final String INTERNET_GATEWAY_DEVICE = "InternetGatewayDevice.";
    private static final String MANAGEMENT_SERVER = "ManagementServer.";
    private static final String CONNECTION_REQUEST_URL = "ConnectionRequestURL";

    /** What else is kept of the ManagementServer object: of Annex G, and of Annex K. */
    private static final Set<String> KEPT = Set.of(
            "UDPConnectionRequestAddress",
            "NATDetected",
            "STUNEnable",
            "STUNServerAddress",
            "STUNServerPort",
            "STUNUsername",
            "ConnReqJabberID",
            "ConnReqXMPPConnection");

    private static final int MAX_MANUFACTURER = 64;
    private static final int MAX_URL = 1_024;
    private static final int MAX_VALUE = 256;

    static InformFacts of(Inform inform) {
        String manufacturer = inform.deviceId().manufacturer();
        @Nullable String root = null;
        Map<String, String> reported = new TreeMap<>();
        for (ParameterValueStruct parameter : inform.parameterList()) {
            if (root == null) {
                root = root(parameter.name());
            }
            if (parameter.name().startsWith(root + MANAGEMENT_SERVER)) {
                String name = parameter.name().substring((root + MANAGEMENT_SERVER).length());
                reported.put(name, parameter.value().strip());
            }
        }
        return new InformFacts(
                manufacturer.length() > MAX_MANUFACTURER ? manufacturer.substring(0, MAX_MANUFACTURER) : manufacturer,
                Optional.ofNullable(root),
                Optional.ofNullable(reported.get(CONNECTION_REQUEST_URL))
                        .filter(value -> !value.isEmpty() && value.length() <= MAX_URL),
                kept(reported));
    }

    /** Those of the parameters, by name, that tell how a device is reached, within bounds. */
    static Map<String, String> kept(Map<String, String> managementServer) {
        Map<String, String> kept = new TreeMap<>(managementServer);
        kept.entrySet()
                .removeIf(
                        each -> !KEPT.contains(each.getKey()) || each.getValue().length() > MAX_VALUE);
        return kept;
    }

    private static @Nullable String root(String name) {
        if (name.startsWith(DEVICE)) {
            return DEVICE;
        }
        return name.startsWith(INTERNET_GATEWAY_DEVICE) ? INTERNET_GATEWAY_DEVICE : null;
    }

    /** The record with what is new; what the Inform does not say stays. */
    DeviceRecord over(DeviceRecord known, String namespace, String source) {
        return new DeviceRecord(
                manufacturer,
                rootObject.orElse(known.rootObject()),
                namespace,
                connectionRequestUrl.orElse(known.connectionRequestUrl()),
                source,
                known.enrolledFrom(),
                known.enrolled(),
                known.confirmed(),
                known.pending(),
                known.settable(),
                known.with(managementServer).managementServer());
    }
}
