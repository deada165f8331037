package org.viaduct.cwmp.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;

/** Devices in memory, with the URL and credentials that the test sets. */
final class KnownDevices implements Devices {

    private final Map<CpeId, Device> devices = new ConcurrentHashMap<>();
    private final Map<CpeId, List<Credentials>> credentials = new ConcurrentHashMap<>();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    void failWith(RuntimeException thrown) {
        failure = Optional.of(thrown);
    }

    void know(CpeId cpe, String connectionRequestUrl, Credentials... known) {
        devices.put(
                cpe,
                new Device(
                        cpe,
                        "Acme",
                        "Device.",
                        "urn:dslforum-org:cwmp-1-2",
                        Optional.of(connectionRequestUrl),
                        Map.of(),
                        "127.0.0.1",
                        Instant.EPOCH));
        credentials.put(cpe, List.of(known));
    }

    private void fail() {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }

    @Override
    public void noted(CpeId cpe, Map<String, String> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Device> find(CpeId cpe) {
        fail();
        return Optional.ofNullable(devices.get(cpe));
    }

    @Override
    public List<Device> list(Optional<CpeId> after, int limit) {
        return devices.values().stream().limit(limit).toList();
    }

    @Override
    public List<Credentials> connectionRequestCredentials(CpeId cpe) {
        return credentials.getOrDefault(cpe, List.of());
    }
}
