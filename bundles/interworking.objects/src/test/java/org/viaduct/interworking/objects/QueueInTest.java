package org.viaduct.interworking.objects;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;

/** A queue whose calls go out and are answered when a test says so. */
final class QueueInTest implements CallQueue {

    private final Map<String, QueuedCall> calls = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<QueuedCall>> watches = new LinkedHashMap<>();
    private boolean full;

    /** The RPCs that were submitted, oldest first. */
    synchronized List<CwmpRequest> requests() {
        return calls.values().stream().map(QueuedCall::request).toList();
    }

    synchronized CwmpRequest last() {
        return requests().get(requests().size() - 1);
    }

    synchronized State lastState() {
        return new ArrayList<>(calls.values()).get(calls.size() - 1).state();
    }

    synchronized void fill() {
        full = true;
    }

    void send() {
        end(State.SENT, Optional.empty());
    }

    void answer(CwmpResponse response) {
        end(State.ANSWERED, Optional.of(new CwmpOutcome.Success(response)));
    }

    void answer(CwmpFault fault) {
        end(State.ANSWERED, Optional.of(new CwmpOutcome.Faulted(fault)));
    }

    void lose() {
        end(State.UNKNOWN, Optional.empty());
    }

    private void end(State state, Optional<CwmpOutcome> outcome) {
        String id;
        synchronized (this) {
            id = new ArrayList<>(calls.keySet()).get(calls.size() - 1);
        }
        end(id, state, outcome);
    }

    private QueuedCall end(String id, State state, Optional<CwmpOutcome> outcome) {
        QueuedCall changed;
        synchronized (this) {
            QueuedCall call = calls.get(id);
            changed = new QueuedCall(
                    id,
                    call.cpe(),
                    call.request(),
                    call.priority(),
                    call.submitted(),
                    call.deadline(),
                    state,
                    outcome,
                    state == State.UNKNOWN ? "Its session broke." : "");
            calls.put(id, changed);
        }
        if (state.ended()) {
            watches.get(id).complete(changed);
        }
        return changed;
    }

    @Override
    public synchronized QueuedCall submit(CpeId cpe, CwmpRequest request, int priority, Duration patience) {
        if (full) {
            throw new QueueFullException("100 calls wait for this CPE: cancel some.");
        }
        String id = "call-" + calls.size();
        Instant now = Instant.now();
        QueuedCall call = new QueuedCall(
                id, cpe, request, priority, now, now.plus(patience), State.WAITING, Optional.empty(), "");
        calls.put(id, call);
        watches.put(id, new CompletableFuture<>());
        return call;
    }

    @Override
    public synchronized Optional<QueuedCall> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public synchronized List<QueuedCall> list(CpeId cpe) {
        return List.copyOf(calls.values());
    }

    @Override
    public Optional<QueuedCall> cancel(String id) {
        return find(id).map(call -> call.state() == State.WAITING ? end(id, State.CANCELLED, Optional.empty()) : call);
    }

    @Override
    public synchronized CompletionStage<QueuedCall> ended(String id) {
        return watches.get(id);
    }
}
