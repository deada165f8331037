package org.viaduct.cwmp.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.client.Turns.Line;

/**
 * Gets CPEs to open sessions while something waits for them: at once and persistently where somebody waits for the answer,
 * else paced and with a long back-off. One attempt at a time for each CPE. Thread-safe.
 */
final class Waker implements Acting, AutoCloseable {

    /** Whoever waits for sessions. */
    interface Waiting {

        /** What waits for a session with this CPE. */
        List<WaitingCall> waiting(CpeId cpe);

        /** No session can be had. */
        void unreachable(CpeId cpe, String detail);
    }

    /** Asks a CPE to connect, once. */
    interface Asking {

        CompletionStage<WakeResult> ask(CpeId cpe, Line line);
    }

    /**
     * Pauses between attempts.
     *
     * @param busy after a CPE was busy or in a session that just ended; doubled up to busyMost while somebody waits
     * @param accepted after a CPE promised a session (TR-069 3.2.2.1: within 30 s)
     * @param sent after it was asked in a way that may be lost, while somebody waits
     * @param idle after a failure, or in addition, when nobody waits; doubled up to idleMost, which bounds busy then
     */
    record Pauses(
            Duration busy, Duration busyMost, Duration accepted, Duration sent, Duration idle, Duration idleMost) {

        static final Pauses DEFAULT = new Pauses(
                Duration.ofMillis(250),
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(1));

        private static Duration doubled(Duration first, int times, Duration most) {
            Duration pause = first.multipliedBy(1L << Math.min(times, 20));
            return pause.compareTo(most) > 0 ? most : pause;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);

    /** How often a CPE is looked at that nothing waits for yet: its participant may be just arriving. */
    private static final int LOOKS = 5;

    private static final class Attempts {
        private Line line;
        private int count;
        private int looks;
        private boolean underWay;
        private boolean again;
        private @Nullable Future<?> planned;

        private Attempts(Line line) {
            this.line = line;
        }
    }

    private final Waiting waiting;
    private final Asking asking;
    private final Pauses pauses;
    private final Scheduling later = new Scheduling("cwmp-waking", Clock.systemUTC());
    private final Turns turns;
    private final Map<CpeId, Attempts> attempts = new ConcurrentHashMap<>();

    Waker(Waiting waiting, Asking asking, WakingSettings settings, Pauses pauses) {
        this.waiting = waiting;
        this.asking = asking;
        this.pauses = pauses;
        turns = new Turns(later, settings, pauses.accepted(), this::attempt);
    }

    /** Something began to wait for this CPE. */
    void seek(CpeId cpe, Line line) {
        boolean urgent = isUrgent(waiting.waiting(cpe));
        attempts.compute(cpe, (same, before) -> {
            Attempts now = before == null ? new Attempts(line) : before;
            now.line = line == Line.SINGLE ? line : now.line;
            now.count = 0;
            now.looks = 0;
            now.again = now.underWay;
            return now.underWay ? now : goOn(cpe, now, urgent);
        });
    }

    private static boolean isUrgent(List<WaitingCall> calls) {
        return calls.stream().anyMatch(WaitingCall::urgent);
    }

    private Attempts goOn(CpeId cpe, Attempts now, boolean urgent) {
        if (urgent) {
            return plan(cpe, now, Duration.ZERO);
        }
        forget(now);
        turns.enqueue(cpe, now.line);
        return now;
    }

    private Attempts plan(CpeId cpe, Attempts now, Duration delay) {
        forget(now);
        now.planned = later.after(delay, "Waking " + cpe, () -> due(cpe));
        return now;
    }

    private static void forget(Attempts now) {
        if (now.planned != null) {
            now.planned.cancel(false);
            now.planned = null;
        }
    }

    /** A pause is over. */
    private void due(CpeId cpe) {
        if (isUrgent(waiting.waiting(cpe))) {
            attempt(cpe);
        } else {
            attempts.computeIfPresent(cpe, (same, now) -> now.underWay ? now : goOn(cpe, now, false));
        }
    }

    /** @return whether the CPE is asked to connect */
    private boolean attempt(CpeId cpe) {
        AtomicBoolean begun = new AtomicBoolean();
        Attempts present = attempts.computeIfPresent(cpe, (same, now) -> {
            if (now.underWay) {
                return now;
            }
            List<WaitingCall> calls = waiting.waiting(cpe);
            if (calls.isEmpty()) {
                return lookAgain(cpe, now);
            }
            if (!isUrgent(calls)) {
                turns.hold(cpe, now.line);
            }
            forget(now);
            now.looks = LOOKS;
            now.underWay = true;
            now.again = false;
            begun.set(true);
            return now;
        });
        if (present == null || !begun.get()) {
            return false;
        }
        asking.ask(cpe, present.line)
                .whenComplete((result, failure) -> ended(
                        cpe, failure == null ? result : new WakeResult(WakeResult.Outcome.BUSY, failure.toString())));
        return true;
    }

    private @Nullable Attempts lookAgain(CpeId cpe, Attempts now) {
        if (now.looks == LOOKS) {
            forget(now);
            return null;
        }
        return plan(cpe, now, Pauses.doubled(pauses.busy(), now.looks++, pauses.busyMost()));
    }

    private void ended(CpeId cpe, WakeResult result) {
        LOG.debug("Waking {}: {} {}", cpe, result.outcome(), result.detail());
        boolean urgent = isUrgent(waiting.waiting(cpe));
        switch (result.outcome()) {
            case FAILED -> {
                turns.end(cpe);
                waiting.unreachable(cpe, result.detail());
            }
            case BUSY -> turns.end(cpe);
            case ACCEPTED, SENT, IN_SESSION -> LOG.trace("A session of {} is to follow", cpe);
        }
        attempts.computeIfPresent(cpe, (same, now) -> {
            now.underWay = false;
            now.count++;
            return plan(cpe, now, now.again ? Duration.ZERO : pause(result, now.count - 1, urgent));
        });
    }

    private Duration pause(WakeResult result, int times, boolean urgent) {
        return switch (result.outcome()) {
            case BUSY, IN_SESSION -> Pauses.doubled(
                    pauses.busy(), times, urgent ? pauses.busyMost() : pauses.idleMost());
            case ACCEPTED, SENT -> urgent
                    ? result.outcome() == WakeResult.Outcome.SENT ? pauses.sent() : pauses.accepted()
                    : pauses.accepted().plus(Pauses.doubled(pauses.idle(), times, pauses.idleMost()));
            case FAILED -> Pauses.doubled(pauses.idle(), times, pauses.idleMost());
        };
    }

    /** Counts only where it was sought: what is set in a CPE that comes by itself holds up nobody. */
    @Override
    public void begins(CpeId cpe) {
        attempts.computeIfPresent(cpe, (same, now) -> {
            turns.begin(cpe, now.line);
            return now;
        });
    }

    @Override
    public void ends(CpeId cpe) {
        turns.end(cpe);
    }

    @Override
    public void close() {
        later.close();
    }
}
