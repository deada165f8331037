package org.viaduct.cwmp.devices;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;

/** Informs for tests. */
final class Informs {

    static final String NAMESPACE = "urn:dslforum-org:cwmp-1-2";

    private Informs() {}

    static Inform with(String serialNumber, String root, String url, String... events) {
        return new Inform(
                new DeviceIdStruct("Acme", "00D09E", "GW", serialNumber),
                Stream.of(events).map(event -> new EventStruct(event, "")).toList(),
                1,
                Instant.EPOCH,
                0,
                List.of(
                        new ParameterValueStruct(root + "DeviceInfo.SoftwareVersion", "1"),
                        new ParameterValueStruct(root + "ManagementServer.ConnectionRequestURL", url)));
    }

    static Inform reporting(String serialNumber, Map<String, String> managementServer) {
        return new Inform(
                new DeviceIdStruct("Acme", "00D09E", "GW", serialNumber),
                List.of(new EventStruct("4 VALUE CHANGE", "")),
                1,
                Instant.EPOCH,
                0,
                Stream.concat(
                                Stream.of(new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", "1")),
                                managementServer.entrySet().stream()
                                        .map(each -> new ParameterValueStruct(
                                                "Device.ManagementServer." + each.getKey(), each.getValue())))
                        .toList());
    }

    static Inform of(String serialNumber, String... events) {
        return with(serialNumber, "Device.", "http://127.0.0.1:4711/" + serialNumber, events);
    }
}
