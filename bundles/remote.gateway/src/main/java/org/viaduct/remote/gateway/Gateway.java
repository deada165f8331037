package org.viaduct.remote.gateway;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.cwmp.api.SessionTraces;
import org.viaduct.cwmp.api.SessionTraces.SessionTrace;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.remote.GatewayResource;
import org.viaduct.store.StoreUnavailableException;

/** The CWMP client, for the core: {@code /remote/gateway/client}. */
@Component(
        immediate = true,
        property = {
            "service.exported.interfaces=org.viaduct.remote.GatewayResource",
            "service.exported.configs=org.apache.cxf.rs",
            "service.exported.intents=viaduct",
            "org.apache.cxf.rs.httpservice.context=/remote/gateway",
            "org.apache.cxf.rs.address=/client"
        })
public final class Gateway implements GatewayResource {

    /** A connection request is answered, or given up, long before. */
    private static final int WAKE_SECONDS = 40;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable OpenSessions sessions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable SessionTraces traces;

    private record Client(CwmpClient service, String instance) {}

    private final Core core;
    private volatile @Nullable Client client;

    @Activate
    public Gateway(@Reference Core core) {
        this.core = core;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setCwmpClient(CwmpClient arrived) {
        client = new Client(arrived, UUID.randomUUID().toString());
    }

    void unsetCwmpClient(CwmpClient leaving) {
        Client present = client;
        if (present != null && present.service() == leaving) {
            client = null;
        }
    }

    private static <T> T present(@Nullable T service) {
        if (service == null) {
            throw new StoreUnavailableException("The CWMP client of the gateway is not running at present");
        }
        return service;
    }

    @Override
    public Presence presence() {
        return new Presence(present(client).instance() + "." + core.losses());
    }

    @Override
    public void seek(List<Sought> sought) {
        CwmpClient present = present(client).service();
        sought.forEach(each -> {
            core.silences().end(each.cpe());
            present.seek(each.cpe(), each.bulk());
        });
    }

    @Override
    public WakeResult wake(Woken woken) {
        try {
            return present(client)
                    .service()
                    .wake(woken.cpe())
                    .toCompletableFuture()
                    .get(WAKE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new StoreUnavailableException("What became of the connection request is not known", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("The gateway stops", stopping);
        }
    }

    @Override
    public List<OpenSession> sessions() {
        return present(sessions).list();
    }

    @Override
    public Set<CpeId> traced() {
        return present(traces).traced();
    }

    @Override
    public List<SessionTrace> traces(String cpe) {
        return present(traces).sessions(CpeId.parse(cpe));
    }

    @Override
    public void traceOn(String cpe) {
        present(traces).on(CpeId.parse(cpe));
    }

    @Override
    public void traceOff(String cpe) {
        present(traces).off(CpeId.parse(cpe));
    }
}
