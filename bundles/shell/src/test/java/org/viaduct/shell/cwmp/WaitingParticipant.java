package org.viaduct.shell.cwmp;

import java.time.Instant;
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

/** A participant that holds one RPC for everybody. */
record WaitingParticipant(String id, String rpc) implements SessionParticipant {
    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return List.of(new WaitingCall(id, rpc, Instant.now(), Optional.empty(), true));
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {}

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        return Optional.empty();
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {}

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {}
}
