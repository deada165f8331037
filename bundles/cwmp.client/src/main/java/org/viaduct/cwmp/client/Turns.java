package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.CpeId;

/**
 * Whose turn it is to be asked to connect for calls that nobody waits for: so many devices a second, and so many at once,
 * counted from the connection request to the answer to the RPC. There are two lines, served in turn and bounded each for
 * itself, so that a single device is not held up by a group of thousands. A device that opened a session by itself gets its
 * call whatever the bound, and counts. Thread-safe.
 */
final class Turns {

    /** Where devices wait for their turn. */
    enum Line {
        /** Devices that are sought for themselves. */
        SINGLE,
        /** Devices that are sought together with many others. */
        BULK
    }

    /** How much of what was missed because a turn came late may be made good. */
    private static final Duration LAG = Duration.ofMillis(50);

    private record Work(Line line, Future<?> alarm) {}

    private final Map<Line, Set<CpeId>> lines = new EnumMap<>(Line.class);
    private final Map<CpeId, Work> working = new HashMap<>();
    private final Map<Line, Integer> atWork = new EnumMap<>(Line.class);
    private final Scheduling later;
    private final WakingSettings settings;
    private final Duration patience;
    private final Predicate<CpeId> ask;
    private Line last = Line.BULK;
    private long next = System.nanoTime();
    private boolean armed;

    /**
     * @param patience how long a device that was asked to connect is waited for
     * @param ask has a device asked to connect, after {@link #hold}; returns false where there is no need
     */
    Turns(Scheduling later, WakingSettings settings, Duration patience, Predicate<CpeId> ask) {
        this.later = later;
        this.settings = settings;
        this.patience = patience;
        this.ask = ask;
        for (Line line : Line.values()) {
            lines.put(line, new LinkedHashSet<>());
            atWork.put(line, 0);
        }
    }

    /** A device is to be asked when its turn comes. One that waits already keeps its place, or gets a better one. */
    synchronized void enqueue(CpeId cpe, Line line) {
        if (line == Line.SINGLE) {
            lines.get(Line.BULK).remove(cpe);
        }
        if (!lines.get(Line.SINGLE).contains(cpe)) {
            lines.get(line).add(cpe);
        }
        arm();
    }

    /** A device is being asked to connect. */
    synchronized void hold(CpeId cpe, Line line) {
        put(cpe, line, later.after(patience, "The end of waiting for a session of " + cpe, () -> end(cpe)));
    }

    /** A device was given an RPC in its session; {@link #end} follows. */
    synchronized void begin(CpeId cpe, Line line) {
        put(cpe, line, CompletableFuture.completedFuture(null));
    }

    /** A device answered, or will not. */
    synchronized void end(CpeId cpe) {
        if (remove(cpe)) {
            arm();
        }
    }

    private void put(CpeId cpe, Line line, Future<?> alarm) {
        remove(cpe);
        working.put(cpe, new Work(line, alarm));
        atWork.merge(line, 1, Integer::sum);
    }

    private boolean remove(CpeId cpe) {
        Optional<Work> ended = Optional.ofNullable(working.remove(cpe));
        ended.ifPresent(work -> {
            work.alarm().cancel(false);
            atWork.merge(work.line(), -1, Integer::sum);
        });
        return ended.isPresent();
    }

    /** Sets the alarm for the next turn, if somebody may have one. */
    private void arm() {
        if (!armed && choose().isPresent()) {
            armed = true;
            later.after(Duration.ofNanos(next - System.nanoTime()), "Asking the next CPE to connect", this::turn);
        }
    }

    private void turn() {
        boolean asked = false;
        try {
            Optional<CpeId> first = poll();
            while (first.isPresent() && !asked) {
                asked = ask.test(first.get());
                first = asked ? first : poll();
            }
        } finally {
            turned(asked);
        }
    }

    private synchronized void turned(boolean asked) {
        armed = false;
        if (asked) {
            next = Math.max(next, System.nanoTime() - LAG.toNanos())
                    + Duration.ofSeconds(1).toNanos() / settings.perSecond();
        }
        arm();
    }

    private synchronized Optional<CpeId> poll() {
        return choose().map(line -> {
            last = line;
            Iterator<CpeId> waiting = lines.get(line).iterator();
            CpeId first = waiting.next();
            waiting.remove();
            return first;
        });
    }

    private Optional<Line> choose() {
        boolean single = mayGo(Line.SINGLE);
        boolean bulk = mayGo(Line.BULK);
        if (single && bulk) {
            return Optional.of(last == Line.SINGLE ? Line.BULK : Line.SINGLE);
        }
        return single ? Optional.of(Line.SINGLE) : bulk ? Optional.of(Line.BULK) : Optional.empty();
    }

    private boolean mayGo(Line line) {
        return !lines.get(line).isEmpty() && atWork.get(line) < settings.devicesInFlight();
    }
}
