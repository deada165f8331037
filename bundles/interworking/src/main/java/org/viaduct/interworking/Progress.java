package org.viaduct.interworking;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.interworking.execution.ExecutionIndex;
import org.viaduct.interworking.execution.ExecutionIndex.Listed;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/**
 * Shows, on each {@code <mgmtCmd>} that was executed on a group, how far its executions are. They are counted in the index
 * some time after something changed, once for all changes meanwhile, so that a read costs nothing and a crash loses nothing.
 */
final class Progress {

    /** The attribute of the {@code <mgmtCmd>} that shows it. */
    static final String ATTRIBUTE = "viaductProgress";

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Counting takes at most one part in so many of the time. */
    private static final int SHARE = 20;

    private static final int PAGE = 1000;

    private final Presence<Store> store;
    private final Scheduling scheduling;
    private final Clock clock;
    private final Set<ResourceId> changed = ConcurrentHashMap.newKeySet();
    private volatile Duration pause = PAUSE;

    Progress(Presence<Store> store, Scheduling scheduling, Clock clock) {
        this.store = store;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    /** Something changed in the executions of a {@code <mgmtCmd>}. Returns at once. */
    void changed(ResourceId command) {
        if (changed.add(command)) {
            scheduling.after(
                    pause,
                    "Counting the executions of " + command,
                    () -> scheduling.untilDone("Counting the executions of " + command, () -> show(command)));
        }
    }

    /** At the start: a count may have been due when the server stopped. */
    void recover() {
        ExecutionIndex.commands(store.get(), this::changed);
    }

    /** What the attribute shows of a command that is executed for the first time. */
    static Map<String, Object> begun(long targets, long made) {
        return value(targets - made, Map.of(), made, 0, 0);
    }

    private void show(ResourceId command) {
        changed.remove(command);
        long start = System.nanoTime();
        Optional<Resource> present =
                store.get().find(command).filter(found -> found.attributes().containsKey(ATTRIBUTE));
        if (present.isEmpty()) {
            return;
        }
        Map<String, Object> counted = count(command);
        Duration took = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHARE);
        pause = took.compareTo(PAUSE) > 0 ? took : PAUSE;
        if (counted.equals(present.get().attributes().get(ATTRIBUTE))) {
            return;
        }
        try {
            store.get()
                    .apply(Change.builder()
                            .update(present.get().with(Map.of(ATTRIBUTE, counted), clock.instant()))
                            .build());
        } catch (ConflictException overtaken) {
            LOG.debug("{} changed while its executions were counted", command);
            changed(command);
        }
    }

    private Map<String, Object> count(ResourceId command) {
        Store present = store.get();
        Map<ExecResult, Long> finished = new EnumMap<>(ExecResult.class);
        long waiting = 0;
        long running = 0;
        long cancelled = 0;
        long toBeMade;
        String after = "";
        // Instances that are made meanwhile come last, and are counted too: otherwise they would count twice or not at
        // all.
        do {
            toBeMade = Expansions.left(present, command);
            List<Listed> page;
            do {
                page = ExecutionIndex.page(present, command, after, PAGE);
                for (Listed listed : page) {
                    after = listed.key();
                    switch (listed.status()) {
                        case INITIATED -> waiting++;
                        case PENDING, CANCELLING, STATUS_NON_CANCELLABLE -> running++;
                        case FINISHED -> finished.merge(listed.result(), 1L, Long::sum);
                        case CANCELLED -> cancelled++;
                    }
                }
            } while (page.size() == PAGE);
        } while (Expansions.left(present, command) != toBeMade);
        return value(toBeMade, finished, waiting, running, cancelled);
    }

    private static Map<String, Object> value(
            long toBeMade, Map<ExecResult, Long> finished, long waiting, long running, long cancelled) {
        long ended = finished.values().stream().mapToLong(Long::longValue).sum();
        long made = waiting + running + ended + cancelled;
        List<Map<String, Object>> results = finished.entrySet().stream()
                .sorted(Comparator.comparing(counted -> counted.getKey().value()))
                .map(counted -> {
                    Map<String, Object> result = new LinkedHashMap<>();
                    result.put("execResult", (long) counted.getKey().value());
                    result.put("count", counted.getValue());
                    return result;
                })
                .toList();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("targets", made + toBeMade);
        value.put("made", made);
        value.put("waiting", waiting);
        value.put("running", running);
        value.put("finished", ended);
        value.put("cancelled", cancelled);
        value.put("results", results);
        return value;
    }
}
