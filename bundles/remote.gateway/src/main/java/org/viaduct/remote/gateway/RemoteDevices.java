package org.viaduct.remote.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.remote.CoreResource.Noted;

/** The device records of the core. */
@Component
public final class RemoteDevices implements Devices {

    private final Core core;

    @Activate
    public RemoteDevices(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void noted(CpeId cpe, Map<String, String> values) {
        core.tell(there -> there.noted(new Noted(cpe, values)));
    }

    @Override
    public Optional<Device> find(CpeId cpe) {
        return core.ask(there -> there.device(cpe.value())).answer();
    }

    @Override
    public List<Device> list(Optional<CpeId> after, int limit) {
        return core.ask(there -> there.devices(after.map(CpeId::value).orElse(null), limit));
    }

    @Override
    public List<Credentials> connectionRequestCredentials(CpeId cpe) {
        return core.ask(there -> there.credentials(cpe.value()));
    }
}
