package org.viaduct.cwmp.queue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.queue.CallIndex.Item;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.store.StoreUnavailableException;

/** Hands calls to sessions, each once, and takes what became of them. */
final class Sending implements SessionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final Ledger ledger;
    private final CallIndex index;
    private final Lifecycle lifecycle;
    private final Views views;
    private final SealedMessages messages;
    private final Watchers watchers;
    private final Remarks remarks;
    private final Seeking seeking;
    private final Scheduling scheduling;
    /** Calls that a session has. */
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    /** Calls of which is known what the store does not say yet: nobody else touches them. */
    private final Set<String> settling = ConcurrentHashMap.newKeySet();

    Sending(
            Ledger ledger,
            CallIndex index,
            Lifecycle lifecycle,
            Views views,
            SealedMessages messages,
            Watchers watchers,
            Remarks remarks,
            Seeking seeking,
            Scheduling scheduling) {
        this.ledger = ledger;
        this.index = index;
        this.lifecycle = lifecycle;
        this.views = views;
        this.messages = messages;
        this.watchers = watchers;
        this.remarks = remarks;
        this.seeking = seeking;
        this.scheduling = scheduling;
    }

    /** What was sent by an earlier run, and what nobody told the end of. */
    void recover() {
        index.sent().stream().filter(id -> !inFlight.contains(id)).forEach(this::lost);
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        remarks.forget(session.cpe());
        index.sent(session.cpe()).forEach(this::lost);
    }

    private void lost(String id) {
        if (!settling.contains(id)) {
            inFlight.remove(id);
            settle(id, "Storing that nobody answered " + id, () -> lifecycle.lost(id));
        }
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        return Reception.NOT_MINE;
    }

    @Override
    public boolean mayCall(CwmpSession session) {
        return !index.waiting(session.cpe()).isEmpty();
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        if (!messages.available()) {
            return Optional.empty();
        }
        for (Item item : index.waiting(session.cpe())) {
            Optional<Call> call = settling.contains(item.id()) ? Optional.empty() : send(item.id());
            if (call.isPresent()) {
                return call;
            }
        }
        return Optional.empty();
    }

    private Optional<Call> send(String id) {
        Optional<CallRecord> call = ledger.find(id);
        Optional<CwmpRequest> request = call.flatMap(views::request);
        if (request.isEmpty()) {
            lifecycle.unreadable(id);
            return Optional.empty();
        }
        if (!views.isWhole(call.get(), request.get())) {
            LOG.debug("{} waits for the bundle of its vendor, which knows its arguments", id);
            return Optional.empty();
        }
        inFlight.add(id);
        boolean sent = false;
        try {
            sent = lifecycle.send(id);
        } catch (StoreUnavailableException unknown) {
            settling.add(id);
            settleLater(id, "Storing that " + id + " was not sent", () -> lifecycle.notSent(id));
            throw unknown;
        } finally {
            if (!sent) {
                inFlight.remove(id);
            }
        }
        return sent ? Optional.of(new Call(id, request.get())) : Optional.empty();
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return index.waiting(cpe).stream()
                .map(item -> new WaitingCall(
                        item.id(), item.rpc(), item.submitted(), Optional.of(item.deadline()), watchers.any(item.id())))
                .toList();
    }

    @Override
    public void unreachable(CpeId cpe, String detail) {
        if (!index.waiting(cpe).isEmpty()) {
            remarks.note(cpe, "The CPE cannot be asked to connect: " + detail + ".");
        }
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        settle(call.id(), "Storing the answer to " + call.id(), () -> lifecycle.answered(call.id(), outcome));
        inFlight.remove(call.id());
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        String id = call.id();
        switch (delivery) {
            case NOT_SENT -> settle(id, "Storing that " + id + " was not sent", () -> {
                lifecycle.notSent(id);
                seeking.one(session.cpe());
            });
            case REFUSED -> settle(id, "Storing that " + id + " was refused", () -> lifecycle.refused(id));
            case UNKNOWN -> settle(id, "Storing that nobody answered " + id, () -> lifecycle.lost(id));
        }
        inFlight.remove(id);
    }

    /** Now, or as soon as the store is back; until then the call is left alone. */
    private void settle(String id, String what, Runnable change) {
        settling.add(id);
        try {
            change.run();
            settling.remove(id);
        } catch (StoreUnavailableException away) {
            LOG.debug("{} is left for later", what, away);
            settleLater(id, what, change);
        }
    }

    private void settleLater(String id, String what, Runnable change) {
        scheduling.untilDone(what, () -> {
            change.run();
            settling.remove(id);
        });
    }
}
