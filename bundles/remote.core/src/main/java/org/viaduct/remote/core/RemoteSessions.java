package org.viaduct.remote.core;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.cwmp.api.SessionTraces;
import org.viaduct.remote.GatewayResource;

/** What a person sees of the sessions of the gateway. */
@Component
public final class RemoteSessions implements OpenSessions, SessionTraces {

    private final PresentGateway gateway;

    @Activate
    public RemoteSessions(@Reference PresentGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public List<OpenSession> list() {
        return gateway.ask(GatewayResource::sessions);
    }

    @Override
    public void on(CpeId cpe) {
        gateway.tell(there -> there.traceOn(cpe.value()));
    }

    @Override
    public void off(CpeId cpe) {
        gateway.tell(there -> there.traceOff(cpe.value()));
    }

    @Override
    public Set<CpeId> traced() {
        return gateway.ask(GatewayResource::traced);
    }

    @Override
    public List<SessionTrace> sessions(CpeId cpe) {
        return gateway.ask(there -> there.traces(cpe.value()));
    }
}
