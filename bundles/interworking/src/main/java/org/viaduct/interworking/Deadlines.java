package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.viaduct.continuity.Scheduling;

/**
 * Says when the time of an execution has come: an index of the running executions by their due times, and one alarm for the
 * first of them. The due times themselves are in the records. Thread-safe.
 */
final class Deadlines {

    private record Due(Instant when, String key) {}

    private static final int BATCH = 100;

    private final NavigableSet<Due> index =
            new TreeSet<>(Comparator.comparing(Due::when).thenComparing(Due::key));
    private final Map<String, Due> armed = new HashMap<>();
    private final Scheduling scheduling;
    private final Clock clock;
    private final Consumer<List<String>> passed;
    private @Nullable Future<?> alarm;
    private Instant alarmAt = Instant.MAX;
    private boolean busy;

    /** @param passed called with the keys of executions whose time has come, a bounded number at once */
    Deadlines(Scheduling scheduling, Clock clock, Consumer<List<String>> passed) {
        this.scheduling = scheduling;
        this.clock = clock;
        this.passed = passed;
    }

    synchronized void arm(String key, Instant when) {
        Due due = new Due(when, key);
        Due before = armed.put(key, due);
        if (due.equals(before)) {
            return;
        }
        if (before != null) {
            index.remove(before);
        }
        index.add(due);
        setAlarm();
    }

    synchronized void disarm(String key) {
        Optional.ofNullable(armed.remove(key)).ifPresent(index::remove);
    }

    /** Sets the alarm to the first due time, unless it rings before. */
    private void setAlarm() {
        if (busy || index.isEmpty() || !index.first().when().isBefore(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = index.first().when();
        alarm = scheduling.at(alarmAt, "The alarm for the next deadline", this::ring);
    }

    private void ring() {
        List<String> keys = take();
        if (keys.isEmpty()) {
            goOn();
            return;
        }
        scheduling.untilDone("Moving " + keys.size() + " executions on whose time has come", () -> {
            passed.accept(keys);
            goOn();
        });
    }

    private synchronized List<String> take() {
        busy = true;
        Instant now = clock.instant();
        List<String> keys = new ArrayList<>();
        while (keys.size() < BATCH && !index.isEmpty() && !index.first().when().isAfter(now)) {
            String key = index.pollFirst().key();
            armed.remove(key);
            keys.add(key);
        }
        return keys;
    }

    private synchronized void goOn() {
        busy = false;
        alarm = null;
        alarmAt = Instant.MAX;
        setAlarm();
    }
}
