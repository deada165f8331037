package org.viaduct.remote.gateway;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
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
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.remote.CoreResource.Answered;
import org.viaduct.remote.CoreResource.Opened;
import org.viaduct.remote.CoreResource.Received;
import org.viaduct.remote.CoreResource.Unanswered;
import org.viaduct.remote.CoreResource.Unreachable;
import org.viaduct.store.StoreUnavailableException;

/**
 * The session participants of the core, as one. A CPE is answered when the core has stored what it said; while the core does
 * not answer, CPEs are told to come again.
 */
@Component(service = SessionParticipant.class, property = SessionParticipant.NAME + "=core")
@Capability(namespace = SessionParticipant.NAME, name = "core")
public final class RemoteParticipant implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteParticipant.class);

    private final Core core;

    @Activate
    public RemoteParticipant(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        core.silences().begin(session);
        if (!core.ask(there -> there.opened(new Opened(session, inform))).calls()) {
            core.silences().say(session);
        }
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        core.silences().end(session.cpe());
        return core.ask(there -> there.received(new Received(session, request))).answer();
    }

    /**
     * A call that was lost between the two halves is one that may have been sent: nobody repeats it. The core is not asked
     * where it said that it has none, and has sought the CPE for nothing since.
     */
    @Override
    public Optional<Call> next(CwmpSession session) {
        if (core.silences().take(session)) {
            return Optional.empty();
        }
        Optional<Call> call = core.ask(there -> there.next(session)).answer();
        if (call.isPresent() && call.get().request() instanceof UnknownRequest unknown) {
            LOG.warn(
                    "{} of the core for {} cannot be sent: install the bundle of its vendor in the gateway, too",
                    unknown.name(),
                    session.cpe());
            unanswered(session, call.get(), Delivery.NOT_SENT);
            return Optional.empty();
        }
        return call;
    }

    /** Empty while the core does not answer; it says everything again then. */
    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        try {
            return core.ask(there -> there.waiting(cpe.value()));
        } catch (StoreUnavailableException away) {
            LOG.debug("What waits for {} is not known", cpe, away);
            core.lost();
            return List.of();
        }
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        core.tell(there -> there.unreachable(new Unreachable(cpe, detail)));
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        core.tell(there -> there.answered(new Answered(session, call, outcome)));
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        core.tell(there -> there.unanswered(new Unanswered(session, call, delivery)));
    }
}
