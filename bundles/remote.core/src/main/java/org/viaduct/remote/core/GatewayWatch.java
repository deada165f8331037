package org.viaduct.remote.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.remote.Absence;
import org.viaduct.remote.FaultResource;
import org.viaduct.remote.GatewayResource;
import org.viaduct.remote.GatewayResource.Presence;
import org.viaduct.remote.Problem;
import org.viaduct.store.StoreUnavailableException;

/**
 * Looks once a second whether there is a gateway, and publishes it as a {@link PresentGateway}: anew when it is another
 * instance, for that one knows nothing of whom it is to seek.
 */
@Component(
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.viaduct.remote.core.PresentGateway\"")
public final class GatewayWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What is published at present. */
    private record Published(String instance, ServiceRegistration<PresentGateway> registration) {}

    @Reference(
            target = "(service.imported=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable FaultResource faults;

    private volatile @Nullable GatewayResource gateway;
    private final BundleContext context;
    private final Absence absence;
    private final ScheduledExecutorService timer;
    private @Nullable Published published;
    private boolean said;

    @Activate
    public GatewayWatch(BundleContext context) {
        this.context = context;
        absence = new Absence(context, "gateway");
        timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "viaduct-gateway-watch"));
        timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Reference(
            target = "(service.imported=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void setGateway(GatewayResource imported, Map<String, Object> properties) {
        absence.at(properties);
        gateway = imported;
    }

    void unsetGateway(GatewayResource leaving) {
        if (gateway == leaving) {
            gateway = null;
        }
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
        withdraw();
        absence.end();
    }

    private void look() {
        GatewayResource present = gateway;
        FaultResource presentFaults = faults;
        if (present == null || presentFaults == null) {
            withdraw();
            absence.unknown();
            return;
        }
        try {
            publish(Problem.ask("gateway", present::presence), present, presentFaults);
        } catch (RuntimeException away) {
            LOG.debug("The gateway does not answer", away);
            missed(away);
        }
    }

    private synchronized void publish(Presence presence, GatewayResource present, FaultResource presentFaults) {
        if (timer.isShutdown() || published != null && published.instance().equals(presence.instance())) {
            return;
        }
        withdraw();
        LOG.info("The gateway answers");
        absence.end();
        said = false;
        published = new Published(
                presence.instance(),
                context.registerService(
                        PresentGateway.class, new PresentGateway(present, presentFaults, this::lost), null));
    }

    /** A call failed: its caller must not wait for the next look to be without it, and it is looked for anew. */
    private void lost() {
        timer.execute(() -> missed(new StoreUnavailableException("a call failed")));
    }

    private synchronized void missed(RuntimeException away) {
        if (published != null || !said) {
            said = true;
            LOG.warn("There is no gateway at present, and so no CPE is asked to connect: {}", away.getMessage());
        }
        withdraw();
        absence.because(away);
    }

    private synchronized void withdraw() {
        Published former = published;
        published = null;
        if (former != null) {
            former.registration().unregister();
        }
    }
}
