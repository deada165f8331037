package org.viaduct.cwmp.devices;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.Store;

/** The devices, as entries of the store. */
@Component
public final class StoredDevices implements Devices {

    private static final Logger LOG = LoggerFactory.getLogger(StoredDevices.class);

    private final DeviceRecords records;
    private final Vault vault;

    @Activate
    public StoredDevices(@Reference Store store, @Reference Secrets secrets) {
        records = new DeviceRecords(store);
        vault = new Vault(secrets);
    }

    @Override
    public void noted(CpeId cpe, Map<String, String> values) {
        records.update(cpe, device -> device.with(InformFacts.kept(values)));
    }

    @Override
    public Optional<Device> find(CpeId cpe) {
        return records.find(cpe).map(device -> device.device(cpe));
    }

    @Override
    public List<Device> list(Optional<CpeId> after, int limit) {
        return records.list(after.map(CpeId::value).orElse(""), limit).stream()
                .map(stored -> stored.device().device(stored.cpe()))
                .toList();
    }

    @Override
    public List<Credentials> connectionRequestCredentials(CpeId cpe) {
        DeviceRecord device = records.find(cpe).orElse(null);
        if (device == null) {
            return List.of();
        }
        List<SealedCredentials> sealed = inOrder(device).toList();
        List<Credentials> opened =
                sealed.stream().flatMap(each -> vault.open(cpe, each).stream()).toList();
        if (opened.isEmpty() && !sealed.isEmpty()) {
            LOG.warn("CPE {} gets new connection request credentials in its next session", cpe);
            records.update(cpe, stored -> stored.equals(device) ? stored.with(null, null, true) : stored);
        }
        return opened;
    }

    /** The new ones first if the CPE may have them. */
    private static Stream<SealedCredentials> inOrder(DeviceRecord device) {
        @Nullable SealedCredentials pending = device.pending();
        return pending != null && pending.sent()
                ? Stream.of(Optional.of(pending), Optional.ofNullable(device.confirmed()))
                        .flatMap(Optional::stream)
                : Stream.of(Optional.ofNullable(device.confirmed()), Optional.ofNullable(pending))
                        .flatMap(Optional::stream);
    }
}
