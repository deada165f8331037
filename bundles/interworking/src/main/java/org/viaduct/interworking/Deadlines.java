package org.viaduct.interworking;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Says when the deadline of an execution has come. */
final class Deadlines {

    private record Armed(Instant when, Future<?> alarm) {}

    private final Map<String, Armed> armed = new ConcurrentHashMap<>();
    private final Scheduling scheduling;
    private final Consumer<String> passed;

    /** @param passed called with the key of each execution whose deadline has come */
    Deadlines(Scheduling scheduling, Consumer<String> passed) {
        this.scheduling = scheduling;
        this.passed = passed;
    }

    void arm(String key, Instant when) {
        armed.compute(key, (same, before) -> {
            if (before != null && before.when().equals(when)) {
                return before;
            }
            if (before != null) {
                before.alarm().cancel(false);
            }
            return new Armed(when, scheduling.at(when, "The deadline of " + key, () -> passed(key)));
        });
    }

    void disarm(String key) {
        armed.computeIfPresent(key, (same, before) -> {
            before.alarm().cancel(false);
            return null;
        });
    }

    private void passed(String key) {
        armed.remove(key);
        scheduling.untilDone("Giving up " + key, () -> passed.accept(key));
    }
}
