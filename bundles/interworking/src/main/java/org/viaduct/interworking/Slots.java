package org.viaduct.interworking;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.viaduct.cwmp.CpeId;

/**
 * Bounds how many devices act at once for commands that no request waits for: from the connection request to the answer to
 * the RPC. A device that opened a session by itself gets its command whatever the bound, and counts. Thread-safe.
 */
final class Slots {

    private final Map<CpeId, Future<?>> held = new HashMap<>();
    private final Set<CpeId> queue = new LinkedHashSet<>();
    private final Scheduling scheduling;
    private final IntSupplier most;
    private final Duration patience;
    private final Consumer<CpeId> turn;

    /**
     * @param most how many devices
     * @param patience how long a device that was asked to connect is waited for
     * @param turn called with a device that is to try again
     */
    Slots(Scheduling scheduling, IntSupplier most, Duration patience, Consumer<CpeId> turn) {
        this.scheduling = scheduling;
        this.most = most;
        this.patience = patience;
        this.turn = turn;
    }

    /**
     * A device is to be asked to connect.
     *
     * @return false when others have to end first; it is told when its turn comes
     */
    synchronized boolean take(CpeId cpe) {
        if (!held.containsKey(cpe) && held.size() >= most.getAsInt()) {
            queue.add(cpe);
            return false;
        }
        Future<?> end = scheduling.after(patience, "The end of waiting for a session of " + cpe, () -> end(cpe));
        Optional.ofNullable(held.put(cpe, end)).ifPresent(before -> before.cancel(false));
        return true;
    }

    /** A device was given an RPC in its session; {@link #end} follows. */
    synchronized void begin(CpeId cpe) {
        Optional.ofNullable(held.put(cpe, CompletableFuture.completedFuture(null)))
                .ifPresent(before -> before.cancel(false));
    }

    /** A device answered, or will not. */
    void end(CpeId cpe) {
        synchronized (this) {
            Optional.ofNullable(held.remove(cpe)).ifPresent(alarm -> alarm.cancel(false));
        }
        turn();
    }

    /** It is the turn of the next device, if there is room; also when the one before did not need it. */
    void turn() {
        Optional<CpeId> next;
        synchronized (this) {
            Iterator<CpeId> first = queue.iterator();
            next = held.size() < most.getAsInt() && first.hasNext() ? Optional.of(first.next()) : Optional.empty();
            next.ifPresent(queue::remove);
        }
        next.ifPresent(turn);
    }
}
