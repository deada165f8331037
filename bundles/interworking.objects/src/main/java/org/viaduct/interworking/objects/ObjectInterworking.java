package org.viaduct.interworking.objects;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;
import org.viaduct.cwmp.spi.VendorObject;
import org.viaduct.cwmp.spi.present.Ranked;
import org.viaduct.interworking.objects.Offers.Offer;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Entry;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/**
 * The door of the bundle: vendors say how objects of their CPEs are read and written, CPEs tell of their values, and each
 * schema becomes a resource type. While a service that all this needs is away, so are the types, and requests wait for them
 * in the CSE.
 */
@Component(
        service = SessionParticipant.class,
        immediate = true,
        property = {SessionParticipant.NAME + "=objects", "service.ranking:Integer=-150"})
@Capability(namespace = SessionParticipant.NAME, name = "objects")
public final class ObjectInterworking implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectInterworking.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PAGE = 200;

    private final BundleContext context;
    private final Store store;
    private final ScheduledThreadPoolExecutor executor;
    private final Offers offers = new Offers(PATIENCE);
    private final Ranked<List<VendorFault>> vendorFaults = new Ranked<>();
    private final Calls calls;
    private final Upkeep upkeep;
    private final PublishedTypes types;
    private final AtomicBoolean roundPlanned = new AtomicBoolean();
    private volatile @Nullable Devices devices;

    @Activate
    public ObjectInterworking(
            BundleContext context,
            @Reference Store store,
            @Reference ResourceChanges changes,
            @Reference Resources resources,
            @Reference(target = "(" + ResourceType.ROOT + "=" + ResourceType.MGMT_OBJ + ")") ResourceType pattern) {
        this(context, store, changes, resources, pattern, Clock.systemUTC());
    }

    ObjectInterworking(
            BundleContext context,
            Store store,
            ResourceChanges changes,
            Resources resources,
            ResourceType pattern,
            Clock clock) {
        this.context = context;
        this.store = store;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "viaduct-objects");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        calls = new Calls(new Arrivals(PATIENCE), new Refusals(vendorFaults), executor, clock);
        upkeep = new Upkeep(store, changes, resources, clock);
        types = new PublishedTypes(
                context, pattern, schemas -> new ObjectHandler(upkeep, offers, calls, schemas, clock));
        untilDone("Reading the schemas of <mgmtObj>s", this::publishStored);
    }

    @Deactivate
    void close() {
        types.withdraw();
        calls.close();
        executor.shutdownNow();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setCallQueue(CallQueue queue) {
        calls.arrived(queue);
    }

    void unsetCallQueue(CallQueue queue) {
        calls.left(queue);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setDevices(Devices arrival) {
        devices = arrival;
    }

    void unsetDevices(Devices departure) {
        if (devices == departure) {
            devices = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVendorFaults(VendorFaults faults, Map<String, Object> properties) {
        try {
            vendorFaults.put(List.copyOf(faults.faults()), properties);
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn("The fault codes of {} are left out: {}", bundle(properties), broken.toString());
        }
    }

    void updatedVendorFaults(VendorFaults faults, Map<String, Object> properties) {
        addVendorFaults(faults, properties);
    }

    void removeVendorFaults(VendorFaults faults, Map<String, Object> properties) {
        vendorFaults.remove(properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVendorObject(VendorObject vendor, Map<String, Object> properties) {
        ManagedObject object;
        try {
            object = Objects.requireNonNull(vendor.object(), "it has no object");
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn(
                    "An object of {} is left out, for it does not say what it looks like: {}",
                    bundle(properties),
                    broken.toString());
            return;
        }
        offers.put(new Offer(object, bundle(properties)), properties);
        publish();
        planRound();
    }

    void updatedVendorObject(VendorObject vendor, Map<String, Object> properties) {
        addVendorObject(vendor, properties);
    }

    void removeVendorObject(VendorObject vendor, Map<String, Object> properties) {
        offers.remove(properties);
        publish();
    }

    private String bundle(Map<String, Object> properties) {
        return Optional.ofNullable(properties.get(Constants.SERVICE_BUNDLEID))
                .map(Long.class::cast)
                .map(context::getBundle)
                .map(Bundle::getSymbolicName)
                .orElse("a bundle that has gone");
    }

    /** Has each schema look as the highest ranking of those says who are there; of those who have gone it stays. */
    private void publish() {
        offers.bySchema().values().forEach(offer -> types.put(offer.schema()));
    }

    private void publishStored() {
        List<Entry> page;
        String after = "";
        do {
            page = store.entries(Schema.BUCKET, after, PAGE);
            for (Entry entry : page) {
                types.putStored(Schema.decoded(entry.value()));
                after = entry.key();
            }
        } while (page.size() == PAGE);
    }

    /** Gives all CPEs that are known the {@code <mgmtObj>}s that are offered; those that are not will inform. */
    private void planRound() {
        if (roundPlanned.compareAndSet(false, true)) {
            untilDone("Giving the CPEs of vendors their <mgmtObj>s", this::round);
        }
    }

    private void round() {
        Devices known = devices;
        if (known == null) {
            throw new IllegalStateException("the device records are not available at present");
        }
        roundPlanned.set(false);
        try {
            offers.bySchema().values().forEach(offer -> upkeep.keepIfKnown(offer.schema()));
            Optional<CpeId> after = Optional.empty();
            List<Device> page;
            do {
                page = known.list(after, PAGE);
                for (Device device : page) {
                    ensure(device.id(), List.of());
                    after = Optional.of(device.id());
                }
            } while (page.size() == PAGE);
        } catch (RuntimeException unfinished) {
            roundPlanned.set(true);
            throw unfinished;
        }
    }

    private void ensure(CpeId cpe, List<ParameterValueStruct> told) {
        for (Offer offer : offers.of(cpe)) {
            if (types.schema(offer.object().schema()).isPresent()) {
                upkeep.ensure(cpe, offer, told);
            }
        }
    }

    private void untilDone(String what, Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException notNow) {
                LOG.warn("{} failed and is tried again in {}: {}", what, PAUSE, notNow.toString());
                if (!executor.isShutdown()) {
                    executor.schedule(() -> untilDone(what, task), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        });
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        ensure(session.cpe(), inform.parameterList());
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    /** What is to be sent waits in the queue. */
    @Override
    public boolean mayCall(CwmpSession session) {
        return false;
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        return Optional.empty();
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        calls.unreachable(cpe, detail);
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        LOG.debug("{} is no call of this bundle", call.id());
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        LOG.debug("{} is no call of this bundle", call.id());
    }
}
