package org.viaduct.cwmp.stun;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;

/** One device in memory. */
final class KnownDevices implements Devices {

    static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    static final Credentials CREDENTIALS = new Credentials("viaduct-1", "geheim");

    final Map<String, String> managementServer = new HashMap<>();
    List<Credentials> credentials = List.of(CREDENTIALS);

    Device device() {
        return new Device(
                CPE,
                "Acme",
                "Device.",
                "urn:dslforum-org:cwmp-1-2",
                Optional.of("http://10.0.0.2:7547/"),
                managementServer,
                "127.0.0.1",
                Instant.EPOCH);
    }

    @Override
    public void noted(CpeId cpe, Map<String, String> values) {
        managementServer.putAll(values);
    }

    @Override
    public Optional<Device> find(CpeId cpe) {
        return Optional.of(device()).filter(device -> device.id().equals(cpe));
    }

    @Override
    public List<Device> list(Optional<CpeId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Credentials> connectionRequestCredentials(CpeId cpe) {
        return credentials;
    }
}
