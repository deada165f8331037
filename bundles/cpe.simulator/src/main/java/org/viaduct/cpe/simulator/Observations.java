package org.viaduct.cpe.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.viaduct.cpe.simulator.CpeEvent.Kind;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.Inform;

/** What one CPE has seen, told to the fleet's listener and kept, the oldest forgotten beyond a bound. Safe for several threads. */
final class Observations {
    private static final int KEPT = 500;

    private final FleetRuntime runtime;
    private final String serialNumber;
    private final Deque<CwmpRequest> received = new ArrayDeque<>(0);
    private final Deque<CwmpMessage> answered = new ArrayDeque<>(0);
    private final Deque<Inform> informs = new ArrayDeque<>(0);
    private final Deque<Violation> violations = new ArrayDeque<>(0);
    private int sessions;
    private int failedSessions;
    private int connectionRequests;
    private int udpConnectionRequests;

    Observations(FleetRuntime runtime, String serialNumber) {
        this.runtime = runtime;
        this.serialNumber = serialNumber;
    }

    private static <T> void keep(Deque<T> kept, T one) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(one);
    }

    void tell(Kind kind, String text) {
        runtime.tell(new CpeEvent(serialNumber, kind, text));
    }

    void received(CwmpRequest request) {
        synchronized (this) {
            keep(received, request);
        }
        tell(Kind.RECEIVED, Describe.message(request));
    }

    void answered(CwmpMessage answer) {
        synchronized (this) {
            keep(answered, answer);
        }
        tell(Kind.ANSWERED, Describe.message(answer));
    }

    void violated(String message) {
        synchronized (this) {
            keep(violations, new Violation(Instant.now(), serialNumber, message));
        }
        tell(Kind.VIOLATION, message);
    }

    synchronized void informed(Inform inform) {
        keep(informs, inform);
    }

    synchronized void sessionEnded(boolean well) {
        if (well) {
            sessions++;
        } else {
            failedSessions++;
        }
    }

    synchronized void connectionRequested() {
        connectionRequests++;
    }

    synchronized List<CwmpRequest> received() {
        return List.copyOf(received);
    }

    synchronized List<CwmpMessage> answered() {
        return List.copyOf(answered);
    }

    synchronized List<Inform> informs() {
        return List.copyOf(informs);
    }

    synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    synchronized int sessions() {
        return sessions;
    }

    synchronized int failedSessions() {
        return failedSessions;
    }

    synchronized void udpConnectionRequested() {
        udpConnectionRequests++;
    }

    synchronized int udpConnectionRequests() {
        return udpConnectionRequests;
    }

    synchronized int connectionRequests() {
        return connectionRequests;
    }
}
