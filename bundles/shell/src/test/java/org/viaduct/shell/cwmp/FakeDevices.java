package org.viaduct.shell.cwmp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;

/** Devices in memory; counts how many it was asked for. */
final class FakeDevices implements Devices {
    static final Instant ENROLLED = Instant.parse("2026-11-01T10:00:00Z");

    private final TreeMap<String, Device> known = new TreeMap<>();
    int read;

    FakeDevices with(String id, String manufacturer) {
        known.put(
                id,
                new Device(
                        CpeId.parse(id),
                        manufacturer,
                        "Device.",
                        "urn:dslforum-org:cwmp-1-2",
                        Optional.of("http://cpe:geheim@10.0.0.1:7547/x"),
                        Map.of("NATDetected", "true"),
                        "10.0.0.1",
                        ENROLLED));
        return this;
    }

    @Override
    public void noted(CpeId cpe, Map<String, String> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Device> find(CpeId cpe) {
        return Optional.ofNullable(known.get(cpe.value()));
    }

    @Override
    public List<Device> list(Optional<CpeId> after, int limit) {
        List<Device> page = known.tailMap(after.map(CpeId::value).orElse(""), false).values().stream()
                .limit(limit)
                .toList();
        read += page.size();
        return page;
    }

    @Override
    public List<Credentials> connectionRequestCredentials(CpeId cpe) {
        return List.of(new Credentials("viaduct-1", "geheim"));
    }
}
