package org.viaduct.cwmp.authentication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;

/**
 * Gives each CPE that comes by the credentials of first contact some of its own (TR-069 3.4.4). Until it has taken them it
 * may come by either; then by its own only.
 */
@Component(
        service = SessionParticipant.class,
        property = {SessionParticipant.NAME + "=authentication", "service.ranking:Integer=90"})
public final class IssuedCredentials implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(IssuedCredentials.class);
    private static final String BOOTSTRAP = "0 BOOTSTRAP";
    private static final String DEVICE = "Device.";
    private static final String INTERNET_GATEWAY_DEVICE = "InternetGatewayDevice.";
    private static final int MOST = 10_000;

    private final Accounts accounts;
    private final Newcomers newcomers;
    /** The root objects of the CPEs to give credentials to, by session. */
    private final Map<String, String> rootObjects = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    @Activate
    public IssuedCredentials(@Reference Accounts accounts, @Reference Newcomers newcomers) {
        this.accounts = accounts;
        this.newcomers = newcomers;
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        CpeId cpe = session.cpe();
        if (!newcomers.take(cpe)) {
            return;
        }
        boolean bootstrap =
                inform.event().stream().anyMatch(event -> event.eventCode().equals(BOOTSTRAP));
        AccountRecord account = accounts.update(
                cpe,
                stored -> stored.settable() || bootstrap
                        ? stored.withPending(
                                accounts.pending(cpe, stored).isPresent()
                                        ? stored.pending()
                                        : accounts.newPassword(cpe),
                                true)
                        : stored);
        if (account.pending() != null) {
            boolean gateway =
                    inform.parameterList().stream().anyMatch(each -> each.name().startsWith(INTERNET_GATEWAY_DEVICE));
            synchronized (rootObjects) {
                rootObjects.put(session.id(), gateway ? INTERNET_GATEWAY_DEVICE : DEVICE);
            }
        }
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        synchronized (rootObjects) {
            return rootObjects.containsKey(session.id());
        }
    }

    /** The call is known again by the sealed password, which only one that is still pending has. */
    @Override
    public Optional<Call> next(CwmpSession session) {
        @Nullable String rootObject;
        synchronized (rootObjects) {
            rootObject = rootObjects.remove(session.id());
        }
        if (rootObject == null) {
            return Optional.empty();
        }
        CpeId cpe = session.cpe();
        AccountRecord account = accounts.find(cpe).orElse(AccountRecord.NONE);
        String object = rootObject + "ManagementServer.";
        return accounts.pending(cpe, account)
                .map(password -> new Call(
                        account.pending(),
                        new SetParameterValues(
                                List.of(
                                        new ParameterValueStruct(object + "Username", cpe.value()),
                                        new ParameterValueStruct(object + "Password", password)),
                                "")));
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        CpeId cpe = session.cpe();
        if (outcome instanceof CwmpOutcome.Faulted faulted) {
            LOG.warn(
                    "CPE {} does not take credentials of its own (fault {}) and goes on with those of first contact; they"
                            + " are set again at its next 0 BOOTSTRAP",
                    cpe,
                    faulted.fault().code());
            accounts.update(
                    cpe, stored -> call.id().equals(stored.pending()) ? stored.withPending(null, false) : stored);
            return;
        }
        accounts.find(cpe)
                .filter(stored -> call.id().equals(stored.pending()))
                .flatMap(stored -> accounts.pending(cpe, stored))
                .ifPresent(password -> Passwords.confirm(accounts, cpe, call.id(), password));
        LOG.info("CPE {} has taken credentials of its own, and must use them from its next session on", cpe);
    }

    /** Both count, and the same are set again when it comes by those of first contact. */
    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        LOG.debug("CPE {} did not answer when its credentials were set: {}", session.cpe(), delivery);
    }
}
