package org.viaduct.cwmp.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.spi.VendorRpc;
import org.viaduct.secrets.Secrets;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.Store;

/**
 * The door of the bundle: calls are submitted on one side, and given to CWMP sessions on the other. All services it needs
 * may come and go; a caller bears their absence for a moment, a session does not wait for them.
 */
@Component(
        service = {CallQueue.class, SessionParticipant.class},
        configurationPid = QueueConfiguration.PID,
        immediate = true,
        property = {SessionParticipant.NAME + "=queue", "service.ranking:Integer=-200"})
@Designate(ocd = QueueConfiguration.class)
public final class DurableCallQueue implements CallQueue, SessionParticipant {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Calls.Collaborators collaborators;
    private final Calls calls;

    @Activate
    public DurableCallQueue(Map<String, Object> properties) {
        this(
                QueueSettings.of(
                        new NumberSettings(properties, QueueConfiguration.PID + ".cfg", QueueConfiguration.class)),
                new Calls.Collaborators(PATIENCE),
                Clock.systemUTC());
    }

    private DurableCallQueue(QueueSettings settings, Calls.Collaborators collaborators, Clock clock) {
        this(settings, collaborators, new Scheduling("cwmp-queue", clock), clock);
    }

    DurableCallQueue(QueueSettings settings, Calls.Collaborators collaborators, Scheduling scheduling, Clock clock) {
        this.collaborators = collaborators;
        calls = new Calls(collaborators, settings, scheduling, clock);
    }

    @Deactivate
    void close() {
        calls.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setStore(Store store) {
        collaborators.store().arrived(store);
        calls.storeArrived();
    }

    void unsetStore(Store store) {
        collaborators.store().left(store);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setSecrets(Secrets secrets) {
        collaborators.secrets().arrived(secrets);
        calls.collaboratorArrived();
    }

    void unsetSecrets(Secrets secrets) {
        collaborators.secrets().left(secrets);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setDevices(Devices devices) {
        collaborators.devices().arrived(devices);
    }

    void unsetDevices(Devices devices) {
        collaborators.devices().left(devices);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setCwmpClient(CwmpClient client) {
        collaborators.client().arrived(client);
        calls.collaboratorArrived();
    }

    void unsetCwmpClient(CwmpClient client) {
        collaborators.client().left(client);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVendorRpc(VendorRpc rpc, Map<String, Object> properties) {
        collaborators.vendorRpcs().put(rpc, properties);
    }

    void updatedVendorRpc(VendorRpc rpc, Map<String, Object> properties) {
        collaborators.vendorRpcs().put(rpc, properties);
    }

    void removeVendorRpc(VendorRpc rpc, Map<String, Object> properties) {
        collaborators.vendorRpcs().remove(properties);
    }

    @Override
    public QueuedCall submit(CpeId cpe, CwmpRequest request, int priority, Duration patience) {
        return calls.submit(cpe, request, priority, patience);
    }

    @Override
    public Optional<QueuedCall> find(String id) {
        return calls.find(id);
    }

    @Override
    public List<QueuedCall> list(CpeId cpe) {
        return calls.list(cpe);
    }

    @Override
    public Optional<QueuedCall> cancel(String id) {
        return calls.cancel(id);
    }

    @Override
    public CompletionStage<QueuedCall> ended(String id) {
        return calls.ended(id);
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        calls.participant().informed(session, inform);
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return calls.participant().received(session, request);
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        return calls.participant().mayCall(session);
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        return calls.participant().next(session);
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return calls.participant().waiting(cpe);
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        calls.participant().unreachable(cpe, detail);
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        calls.participant().answered(session, call, outcome);
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        calls.participant().unanswered(session, call, delivery);
    }
}
