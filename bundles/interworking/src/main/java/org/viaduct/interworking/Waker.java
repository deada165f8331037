package org.viaduct.interworking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.WakeResult;

/**
 * Gets CPEs to open sessions while something waits for them: at once and persistently where a request waits for the answer,
 * else paced and with a long back-off. One attempt at a time for each CPE. Thread-safe.
 */
final class Waker {

    /** Whoever waits for sessions. */
    interface Waiting {

        /** What waits for a session with this CPE. */
        List<String> waiting(CpeId cpe);

        /** Whether a request waits for the answer of one of these. */
        boolean urgent(List<String> keys);

        /** No session can be had. */
        void unreachable(List<String> keys, String detail);
    }

    /**
     * Pauses between attempts.
     *
     * @param busy after a CPE was busy or in a session that just ended; doubled up to busyMost while a request waits
     * @param accepted after a CPE promised a session (TR-069 3.2.2.1: within 30 s)
     * @param idle after a failure, or in addition, when no request waits; doubled up to idleMost, which bounds busy then
     */
    record Pauses(Duration busy, Duration busyMost, Duration accepted, Duration idle, Duration idleMost) {

        static final Pauses DEFAULT = new Pauses(
                Duration.ofMillis(250),
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofHours(1));

        private static Duration doubled(Duration first, int times, Duration most) {
            Duration pause = first.multipliedBy(1L << Math.min(times, 20));
            return pause.compareTo(most) > 0 ? most : pause;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);
    private static final WakeResult NO_CLIENT =
            new WakeResult(WakeResult.Outcome.BUSY, "The CWMP client is not running at present");

    private static final class Attempts {
        private int count;
        private boolean underWay;
        private boolean again;
        private @Nullable Future<?> planned;
    }

    private final Collaborator<CwmpClient> client;
    private final Waiting waiting;
    private final Scheduling scheduling;
    private final Pauses pauses;
    private final IntSupplier perSecond;
    private final Slots slots;
    private final Map<CpeId, Attempts> attempts = new ConcurrentHashMap<>();
    private long nextSlot = System.nanoTime();

    Waker(
            Collaborator<CwmpClient> client,
            Waiting waiting,
            Scheduling scheduling,
            Pauses pauses,
            IntSupplier perSecond,
            IntSupplier devicesInFlight) {
        this.client = client;
        this.waiting = waiting;
        this.scheduling = scheduling;
        this.pauses = pauses;
        this.perSecond = perSecond;
        slots = new Slots(scheduling, devicesInFlight, pauses.accepted(), this::tryAgain);
    }

    /** Who acts at present; sessions take part. */
    Slots slots() {
        return slots;
    }

    /** Something began to wait for this CPE, and a request waits for it. */
    void wake(CpeId cpe) {
        restart(cpe, Duration.ZERO);
    }

    /** Something waits for this CPE, without haste. */
    void wakeEventually(CpeId cpe) {
        restart(cpe, slot());
    }

    private void restart(CpeId cpe, Duration delay) {
        attempts.compute(cpe, (same, before) -> {
            Attempts now = before == null ? new Attempts() : before;
            now.count = 0;
            if (now.underWay) {
                now.again = true;
                return now;
            }
            return plan(cpe, now, delay);
        });
    }

    private Attempts plan(CpeId cpe, Attempts now, Duration delay) {
        if (now.planned != null) {
            now.planned.cancel(false);
        }
        now.planned = scheduling.after(delay, "Waking " + cpe, () -> attempt(cpe));
        return now;
    }

    private void tryAgain(CpeId cpe) {
        scheduling.after(Duration.ZERO, "Waking " + cpe, () -> attempt(cpe));
    }

    private void attempt(CpeId cpe) {
        List<String> keys = new ArrayList<>();
        attempts.computeIfPresent(cpe, (same, now) -> {
            if (now.underWay) {
                return now;
            }
            keys.addAll(waiting.waiting(cpe));
            if (keys.isEmpty()) {
                return null;
            }
            if (!waiting.urgent(keys) && !slots.take(cpe)) {
                keys.clear();
                return now;
            }
            now.underWay = true;
            now.again = false;
            return now;
        });
        if (keys.isEmpty()) {
            slots.turn();
            return;
        }
        Optional<CwmpClient> present = client.now();
        if (present.isEmpty()) {
            ended(cpe, keys, NO_CLIENT);
            return;
        }
        present.get()
                .wake(cpe)
                .whenComplete((result, failure) -> ended(
                        cpe,
                        keys,
                        failure == null ? result : new WakeResult(WakeResult.Outcome.BUSY, failure.toString())));
    }

    private void ended(CpeId cpe, List<String> keys, WakeResult result) {
        LOG.debug("Waking {}: {} {}", cpe, result.outcome(), result.detail());
        if (result.outcome() == WakeResult.Outcome.FAILED) {
            slots.end(cpe);
            scheduling.untilDone(
                    "Telling that " + cpe + " cannot be reached", () -> waiting.unreachable(keys, result.detail()));
        }
        if (result.outcome() == WakeResult.Outcome.BUSY) {
            slots.end(cpe);
        }
        boolean urgent = waiting.urgent(waiting.waiting(cpe));
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
            case ACCEPTED -> urgent
                    ? pauses.accepted()
                    : pauses.accepted().plus(Pauses.doubled(pauses.idle(), times, pauses.idleMost()));
            case FAILED -> Pauses.doubled(pauses.idle(), times, pauses.idleMost());
        };
    }

    private synchronized Duration slot() {
        long now = System.nanoTime();
        nextSlot = Math.max(now, nextSlot) + Duration.ofSeconds(1).toNanos() / perSecond.getAsInt();
        return Duration.ofNanos(nextSlot - now);
    }
}
