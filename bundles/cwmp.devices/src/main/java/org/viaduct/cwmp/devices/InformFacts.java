package org.viaduct.cwmp.devices;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;

/**
 * What an Inform says of a device that is worth keeping, within bounds.
 *
 * @param manufacturer at most 64 characters
 * @param rootObject {@code Device.} or {@code InternetGatewayDevice.}; empty if its parameters do not show
 * @param connectionRequestUrl empty if it has none, or one of more than 1024 characters
 */
record InformFacts(String manufacturer, Optional<String> rootObject, Optional<String> connectionRequestUrl) {

    static final String DEVICE = "Device.";
    private static final String INTERNET_GATEWAY_DEVICE = "InternetGatewayDevice.";
    private static final String CONNECTION_REQUEST_URL = "ManagementServer.ConnectionRequestURL";
    private static final int MAX_MANUFACTURER = 64;
    private static final int MAX_URL = 1_024;

    static InformFacts of(Inform inform) {
        String manufacturer = inform.deviceId().manufacturer();
        @Nullable String root = null;
        @Nullable String url = null;
        for (ParameterValueStruct parameter : inform.parameterList()) {
            if (root == null) {
                root = root(parameter.name());
            }
            if (parameter.name().equals(root + CONNECTION_REQUEST_URL)) {
                url = parameter.value().strip();
            }
        }
        return new InformFacts(
                manufacturer.length() > MAX_MANUFACTURER ? manufacturer.substring(0, MAX_MANUFACTURER) : manufacturer,
                Optional.ofNullable(root),
                Optional.ofNullable(url).filter(value -> !value.isEmpty() && value.length() <= MAX_URL));
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
                known.settable());
    }
}
