package org.viaduct.cwmp.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.Inform;

/** A participant that writes down what it hears, and hands out the calls it was given. */
final class RecordingParticipant implements SessionParticipant {

    private final String name;
    private final long id;
    private final List<String> heard;
    private final List<CwmpFault> faults = new CopyOnWriteArrayList<>();
    private final Queue<Supplier<Call>> calls = new ConcurrentLinkedQueue<>();
    private volatile Reception reception = Reception.TAKEN;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    RecordingParticipant(String name, long id, List<String> heard) {
        this.name = name;
        this.id = id;
        this.heard = heard;
    }

    RecordingParticipant(String name, long id) {
        this(name, id, new CopyOnWriteArrayList<>());
    }

    Map<String, Object> properties(int ranking) {
        return Map.of(SessionParticipant.NAME, name, "service.ranking", ranking, "service.id", id);
    }

    /** What it heard, such as {@code informed} or {@code answered 1 Success}. */
    List<String> heard() {
        return heard;
    }

    List<CwmpFault> faults() {
        return faults;
    }

    RecordingParticipant calling(String callId, CwmpRequest request) {
        return calling(() -> new Call(callId, request));
    }

    RecordingParticipant calling(Supplier<Call> call) {
        calls.add(call);
        return this;
    }

    RecordingParticipant receiving(Reception answer) {
        reception = answer;
        return this;
    }

    void failWith(RuntimeException thrown) {
        failure = Optional.of(thrown);
    }

    void recover() {
        failure = Optional.empty();
    }

    private void hear(String what) {
        heard.add(name.isEmpty() ? what : name + " " + what);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public void informed(CwmpSession session, Inform inform) {
        hear("informed");
    }

    @Override
    public Reception received(CwmpSession session, CwmpRequest request) {
        hear("received " + request.name());
        return reception;
    }

    @Override
    public Optional<Call> next(CwmpSession session) {
        hear("next");
        return Optional.ofNullable(calls.poll()).map(Supplier::get);
    }

    @Override
    public List<WaitingCall> waiting(CpeId cpe) {
        return calls.stream()
                .map(call -> new WaitingCall("id", "rpc", Instant.EPOCH, Optional.empty(), false))
                .toList();
    }

    @Override
    public void answered(CwmpSession session, Call call, CwmpOutcome outcome) {
        if (outcome instanceof CwmpOutcome.Faulted faulted) {
            faults.add(faulted.fault());
        }
        hear("answered " + call.id() + " "
                + (outcome instanceof CwmpOutcome.Faulted faulted
                        ? faulted.fault().code()
                        : outcome.getClass().getSimpleName()));
    }

    @Override
    public void unanswered(CwmpSession session, Call call, Delivery delivery) {
        hear("unanswered " + call.id() + " " + delivery);
    }
}
