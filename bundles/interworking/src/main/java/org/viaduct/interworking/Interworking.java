package org.viaduct.interworking;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.fault.FaultMapper;
import org.viaduct.files.api.Transfers;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.interworking.service.Inside;
import org.viaduct.interworking.service.ToldStore;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.api.Groups;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.secrets.Secrets;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * The door of the bundle: operations on {@code <mgmtCmd>} and {@code <execInstance>} come in on one side, CWMP sessions on
 * the other. All services it needs may come and go; a request bears their absence for a moment.
 */
@Capability(namespace = SessionParticipant.NAME, name = "interworking")
@Component(
        service = {ResourceHandler.class, SessionParticipant.class},
        configurationPid = "org.viaduct.interworking",
        immediate = true,
        property = {
            ResourceHandler.TYPES + "=" + Interworking.MGMT_CMD,
            ResourceHandler.TYPES + "=" + Interworking.EXEC_INSTANCE,
            SessionParticipant.NAME + "=interworking",
            "service.ranking:Integer=-100"
        })
@Designate(ocd = Interworking.Config.class)
public final class Interworking implements ResourceHandler, SessionParticipant {

    static final String MGMT_CMD = "m2m:mgc";
    static final String EXEC_INSTANCE = "m2m:exin";

    private static final Logger LOG = LoggerFactory.getLogger(Interworking.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int EXEC_INSTANCE_TYPE = 8;

    /** How long things may take, and how many at once. */
    @ObjectClassDefinition(
            name = "Viaduct interworking",
            description = "How long commands wait for CPEs before they are given up.")
    public @interface Config {

        @AttributeDefinition(
                name = "Request time-out",
                description =
                        "Seconds that a blocking Execute, Cancel or Delete without X-M2M-RET waits for the CPE. A CPE"
                                + " may take 30 s to answer a connection request: less fails commands that would have worked.",
                min = "1",
                max = "3600")
        int request_timeout() default 45;

        @AttributeDefinition(
                name = "Waiting deadline",
                description = "Seconds that a command may wait to be sent. Then its execInstance ends FINISHED /"
                        + " STATUS_INTERNAL_ERROR.",
                min = "1",
                max = "31536000")
        int waiting_deadline() default 604800;

        @AttributeDefinition(
                name = "Completion deadline",
                description = "Seconds from sending a command to its completion. Then its execInstance ends FINISHED /"
                        + " STATUS_INTERNAL_ERROR; a completion that comes later still overwrites that.",
                min = "1",
                max = "31536000")
        int completion_deadline() default 604800;

        @AttributeDefinition(
                name = "Software deadline",
                description = "The completion deadline, in seconds, of software commands (ChangeDUState), for which"
                        + " TR-069 allows a CPE 24 hours.",
                min = "1",
                max = "31536000")
        int software_deadline() default 86400;

        @AttributeDefinition(
                name = "Cancellations in flight",
                description = "How many CancelTransfers at once the Delete of a mgmtCmd has under way. More deletes the"
                        + " command of a group sooner, and asks more devices to connect at once.",
                min = "1",
                max = "100000")
        int cancellations_in_flight() default 100;

        @AttributeDefinition(
                name = "Random spread",
                description =
                        "Seconds up to which a random time is added to execDelay and execFrequency in the execModes"
                                + " RANDOMONCE and RANDOMREPEAT. It keeps the devices of a group from acting in the same second; 0"
                                + " adds nothing.",
                min = "0",
                max = "31536000")
        int random_spread() default 0;
    }

    private final Collaborators collaborators;
    private final Engine engine;
    private final Inside inside = new Inside();
    private volatile Settings settings;
    private @Nullable Store store;
    private @Nullable ResourceChanges resourceChanges;
    private @Nullable Store toldStore;

    @Activate
    public Interworking(Config config) {
        this(settings(config), new Collaborators(PATIENCE), Clock.systemUTC());
    }

    Interworking(Settings settings, Collaborators collaborators, Clock clock) {
        this.settings = settings;
        this.collaborators = collaborators;
        this.engine = new Engine(collaborators, () -> this.settings, clock);
    }

    @Modified
    void modified(Config config) {
        settings = settings(config);
        LOG.info("New settings: {}", settings);
    }

    @Deactivate
    void close() {
        inside.close(collaborators.patience());
        engine.close();
    }

    private static Settings settings(Config config) {
        return new Settings(
                Duration.ofSeconds(config.request_timeout()),
                Duration.ofSeconds(config.waiting_deadline()),
                Duration.ofSeconds(config.completion_deadline()),
                Duration.ofSeconds(config.software_deadline()),
                config.cancellations_in_flight(),
                Duration.ofSeconds(config.random_spread()));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setStore(Store arrival) {
        store = arrival;
        combine();
    }

    synchronized void unsetStore(Store departure) {
        if (store == departure) {
            store = null;
            combine();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void setResourceChanges(ResourceChanges arrival) {
        resourceChanges = arrival;
        combine();
    }

    synchronized void unsetResourceChanges(ResourceChanges departure) {
        if (resourceChanges == departure) {
            resourceChanges = null;
            combine();
        }
    }

    /** There is a store when there is one, and a CSE that tells subscribers of what changes in it. */
    private void combine() {
        if (toldStore != null) {
            collaborators.store().left(toldStore);
        }
        toldStore = store == null || resourceChanges == null ? null : new ToldStore(store, resourceChanges);
        if (toldStore != null) {
            collaborators.store().arrived(toldStore);
            engine.storeArrived();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setResources(Resources resources) {
        collaborators.resources().arrived(resources);
    }

    void unsetResources(Resources resources) {
        collaborators.resources().left(resources);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setGroups(Groups groups) {
        collaborators.groups().arrived(groups);
    }

    void unsetGroups(Groups groups) {
        collaborators.groups().left(groups);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setSecrets(Secrets secrets) {
        collaborators.secrets().arrived(secrets);
    }

    void unsetSecrets(Secrets secrets) {
        collaborators.secrets().left(secrets);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setFaultMapper(FaultMapper faultMapper) {
        collaborators.faultMapper().arrived(faultMapper);
        engine.faultMapperArrived();
    }

    void unsetFaultMapper(FaultMapper faultMapper) {
        collaborators.faultMapper().left(faultMapper);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setCwmpClient(CwmpClient client) {
        collaborators.cwmpClient().arrived(client);
        engine.cwmpClientArrived();
    }

    void unsetCwmpClient(CwmpClient client) {
        collaborators.cwmpClient().left(client);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setTransfers(Transfers transfers) {
        collaborators.transfers().arrived(transfers);
    }

    void unsetTransfers(Transfers transfers) {
        collaborators.transfers().left(transfers);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVendorCommand(VendorCommand vendor, Map<String, Object> properties) {
        collaborators.vendorCommands().put(vendor, properties);
    }

    void updatedVendorCommand(VendorCommand vendor, Map<String, Object> properties) {
        collaborators.vendorCommands().put(vendor, properties);
    }

    void removeVendorCommand(VendorCommand vendor, Map<String, Object> properties) {
        collaborators.vendorCommands().remove(properties);
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        return handling(candidate, handler -> handler.create(candidate, request));
    }

    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        return handling(current, handler -> handler.update(current, changes, request));
    }

    @Override
    public CompletionStage<Updated> resume(Resource current, String continuation, RequestPrimitive request) {
        return handling(current, handler -> handler.resume(current, continuation, request));
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        return handling(current, handler -> handler.delete(current, request));
    }

    @Override
    public void expire(Resource current) {
        handling(current, handler -> {
            handler.expire(current);
            return Optional.empty();
        });
    }

    private <T> T handling(Resource resource, Function<ResourceHandler, T> operation) {
        ResourceHandler handler = engine.handler(resource.type() == EXEC_INSTANCE_TYPE ? EXEC_INSTANCE : MGMT_CMD);
        return inside.during(() -> operation.apply(handler), HandlerStoppedException::again);
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        participating(participant -> {
            participant.informed(session, inform);
            return Optional.empty();
        });
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return participating(participant -> participant.received(session, request));
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        return participating(participant -> participant.mayCall(session));
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        return participating(participant -> participant.next(session));
    }

    private <T> T participating(Function<SessionParticipant, T> step) {
        return inside.during(
                () -> step.apply(engine.participant()),
                () -> new StoreUnavailableException("Interworking is being stopped or updated"));
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return engine.participant().waiting(cpe);
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        inside.always(() -> engine.participant().unreachable(cpe, detail));
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        inside.always(() -> engine.participant().answered(session, call, outcome));
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        inside.always(() -> engine.participant().unanswered(session, call, delivery));
    }
}
