package org.viaduct.shell.cwmp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;

/** Calls in memory, each of which ends at once if an answer was laid ready. */
final class FakeQueue implements CallQueue {
    private final Map<String, QueuedCall> calls = new ConcurrentSkipListMap<>();
    private final CompletableFuture<QueuedCall> open = new CompletableFuture<>();
    private Optional<CwmpOutcome> ready = Optional.empty();
    private boolean full;

    FakeQueue answering(CwmpOutcome outcome) {
        ready = Optional.of(outcome);
        return this;
    }

    FakeQueue full() {
        full = true;
        return this;
    }

    QueuedCall only() {
        return calls.values().iterator().next();
    }

    @Override
    public QueuedCall submit(CpeId cpe, CwmpRequest request, int priority, Duration patience) {
        if (full) {
            throw new QueueFullException("100 calls wait for it: cancel some");
        }
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        State state = ready.isPresent() ? State.ANSWERED : State.WAITING;
        QueuedCall call = new QueuedCall(
                "call-" + (calls.size() + 1), cpe, request, priority, now, now.plus(patience), state, ready, "");
        calls.put(call.id(), call);
        return call;
    }

    @Override
    public Optional<QueuedCall> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public List<QueuedCall> list(CpeId cpe) {
        return calls.values().stream().filter(call -> call.cpe().equals(cpe)).toList();
    }

    @Override
    public Optional<QueuedCall> cancel(String id) {
        return Optional.ofNullable(calls.computeIfPresent(
                id, (key, call) -> call.state() == State.WAITING ? in(call, State.CANCELLED) : call));
    }

    @Override
    public CompletionStage<QueuedCall> ended(String id) {
        QueuedCall call = calls.get(id);
        return call.state().ended() ? CompletableFuture.completedFuture(call) : open;
    }

    private static QueuedCall in(QueuedCall call, State state) {
        return new QueuedCall(
                call.id(),
                call.cpe(),
                call.request(),
                call.priority(),
                call.submitted(),
                call.deadline(),
                state,
                call.outcome(),
                call.remark());
    }
}
