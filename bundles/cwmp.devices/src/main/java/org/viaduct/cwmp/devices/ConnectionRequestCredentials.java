package org.viaduct.cwmp.devices;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.secrets.Secrets;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.Store;

/**
 * Takes note of what each CPE informs of, before anybody of a lower ranking hears of it; and gives each connection request
 * credentials of its own (TR-069 3.2.2): at first contact, and at every 0 BOOTSTRAP, because a factory reset forgets them.
 * What was made is set session after session until the CPE has taken it; until then the former ones are kept too.
 */
@Capability(namespace = SessionParticipant.NAME, name = "devices")
@Component(
        service = SessionParticipant.class,
        configurationPid = DevicesConfiguration.PID,
        property = {SessionParticipant.NAME + "=devices", "service.ranking:Integer=100"})
@Designate(ocd = DevicesConfiguration.class)
public final class ConnectionRequestCredentials implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequestCredentials.class);
    private static final String BOOTSTRAP = "0 BOOTSTRAP";
    private static final String CALL = "connection-request-credentials";

    private final DeviceRecords records;
    private final Registration registration;
    private final Vault vault;

    @Activate
    public ConnectionRequestCredentials(
            @Reference Store store, @Reference Secrets secrets, Map<String, Object> properties) {
        this(
                store,
                secrets,
                new NumberSettings(properties, DevicesConfiguration.PID + ".cfg", DevicesConfiguration.class));
    }

    private ConnectionRequestCredentials(Store store, Secrets secrets, NumberSettings settings) {
        this(
                store,
                secrets,
                settings.number("enrol.max", 0, 10_000_000),
                settings.number("enrol.max.per.address", 0, 10_000_000));
    }

    ConnectionRequestCredentials(Store store, Secrets secrets, int enrolMax, int enrolMaxPerAddress) {
        records = new DeviceRecords(store);
        registration = new Registration(records, enrolMax, enrolMaxPerAddress);
        vault = new Vault(secrets);
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        registration.informed(session, inform);
        boolean bootstrap =
                inform.event().stream().anyMatch(event -> event.eventCode().equals(BOOTSTRAP));
        CpeId cpe = session.cpe();
        records.update(
                cpe,
                device ->
                        wantsNew(device, bootstrap) ? device.with(device.confirmed(), vault.make(cpe), true) : device);
    }

    /** Credentials that wait to be set will do for a 0 BOOTSTRAP, too: the CPE repeats it until a session succeeds. */
    private static boolean wantsNew(DeviceRecord device, boolean bootstrap) {
        return device.pending() == null && (bootstrap || device.confirmed() == null && device.settable());
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        return records.find(session.cpe())
                .map(device -> device.pending() != null)
                .orElse(true);
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        CpeId cpe = session.cpe();
        DeviceRecord device = records.find(cpe).orElse(null);
        if (device == null || device.pending() == null) {
            return Optional.empty();
        }
        Credentials credentials = vault.open(cpe, device.pending()).orElse(null);
        if (credentials == null) {
            SealedCredentials renewed = vault.make(cpe);
            records.update(cpe, stored -> stored.with(stored.confirmed(), renewed, true));
            credentials = vault.open(cpe, renewed).orElseThrow();
        }
        records.update(cpe, ConnectionRequestCredentials::sent);
        String object = device.rootObject() + "ManagementServer.ConnectionRequest";
        return Optional.of(new Call(
                CALL,
                new SetParameterValues(
                        List.of(
                                new ParameterValueStruct(object + "Username", credentials.username()),
                                new ParameterValueStruct(object + "Password", credentials.password())),
                        "")));
    }

    private static DeviceRecord sent(DeviceRecord device) {
        @Nullable SealedCredentials pending = device.pending();
        return pending == null ? device : device.with(device.confirmed(), pending.asSent(), true);
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        if (outcome instanceof CwmpOutcome.Faulted faulted) {
            CwmpFault fault = faulted.fault();
            LOG.warn(
                    "CPE {} does not take connection request credentials (fault {}), so it may not be reachable; they are"
                            + " set again at its next 0 BOOTSTRAP",
                    session.cpe(),
                    fault.code());
            records.update(session.cpe(), device -> device.with(device.confirmed(), null, false));
        } else {
            LOG.debug("CPE {} has taken its connection request credentials", session.cpe());
            records.update(
                    session.cpe(),
                    device -> device.pending() == null ? device : device.with(device.pending(), null, true));
        }
    }

    /** They are still pending, and set at the next session. */
    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        LOG.debug("CPE {} did not answer when its credentials were set: {}", session.cpe(), delivery);
    }
}
