package org.viaduct.cwmp.client;

import java.util.List;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;

/** A participant whose calls go through, as long as they do not {@linkplain Reboots reboot a CPE without end}. */
record GuardedParticipant(SessionParticipant participant, Reboots reboots) implements SessionParticipant {

    /** A participant that gives what was refused again does not get the session into a loop. */
    private static final int MAX_REFUSALS = 16;

    @Override
    public Optional<Call> next(CwmpSession session) {
        for (int refusals = 0; refusals < MAX_REFUSALS; refusals++) {
            Optional<Call> call = participant.next(session);
            if (call.isEmpty() || reboots.allows(session.cpe(), call.get().request())) {
                return call;
            }
            participant.unanswered(session, call.get(), Delivery.REFUSED);
        }
        return Optional.empty();
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        if (outcome instanceof CwmpOutcome.Faulted) {
            reboots.takeBack(session.cpe(), call.request());
        }
        participant.answered(session, call, outcome);
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        if (delivery == Delivery.NOT_SENT) {
            reboots.takeBack(session.cpe(), call.request());
        }
        participant.unanswered(session, call, delivery);
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        participant.informed(session, inform);
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return participant.received(session, request);
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return participant.waiting(cpe);
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        participant.unreachable(cpe, detail);
    }
}
