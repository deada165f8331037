package org.viaduct.interworking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.interworking.Watchers.News;
import org.viaduct.interworking.command.Wording;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionCodec;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionIndex;
import org.viaduct.interworking.execution.ExecutionIndex.Listed;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.interworking.execution.LinkedFile;
import org.viaduct.interworking.execution.Remark;
import org.viaduct.interworking.execution.Transitions;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * The executions in the store: every change of state goes through {@link #fire} or {@link #fireAll}, is compare-and-set on
 * the records and the {@code <execInstance>}s together, and then told to the queues, the deadlines, the progress and whoever
 * waits. Thread-safe.
 */
final class Executions {

    /** One entry for each {@code <execInstance>}. */
    static final String RECORDS = "execution";
    /** One empty entry for each execution that has not ended: what a start has to look at. */
    static final String RUNNING = "execution.running";

    /** How often a change is tried against others that got in first. */
    static final int ATTEMPTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
    private static final byte[] NOTHING = {};
    private static final int LOCKS = 256;

    /** What an event met and what it led to; the same when it changed nothing. */
    record Outcome(Execution before, Execution after) {

        boolean changed() {
            return before != after;
        }
    }

    /**
     * What comes with an event.
     *
     * @param result what the CPE reported
     * @param note further changes to the record, made only when the event has an effect
     * @param because see {@link News}
     */
    record Report(Optional<ExecResult> result, UnaryOperator<Execution> note, Optional<OneM2mException> because) {

        static final Report NONE = new Report(Optional.empty(), UnaryOperator.identity(), Optional.empty());

        static Report of(ExecResult result) {
            return new Report(Optional.of(result), UnaryOperator.identity(), Optional.empty());
        }

        static Report noting(UnaryOperator<Execution> note) {
            return new Report(Optional.empty(), note, Optional.empty());
        }

        static Report because(OneM2mException reason) {
            return new Report(Optional.empty(), UnaryOperator.identity(), Optional.of(reason));
        }
    }

    private final Presence<Store> store;
    private final DeviceQueues queues;
    private final Watchers watchers;
    private final Deadlines deadlines;
    private final Progress progress;
    private final Consumer<Execution> ended;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final List<Lock> locks =
            IntStream.range(0, LOCKS).<Lock>mapToObj(any -> new ReentrantLock()).toList();

    /** @param ended is told of each execution that has ended, or is gone */
    Executions(
            Presence<Store> store,
            DeviceQueues queues,
            Watchers watchers,
            Deadlines deadlines,
            Progress progress,
            Consumer<Execution> ended,
            Supplier<Settings> settings,
            Clock clock) {
        this.store = store;
        this.queues = queues;
        this.watchers = watchers;
        this.deadlines = deadlines;
        this.progress = progress;
        this.ended = ended;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Execution> find(String key) {
        return store.get().entry(RECORDS, key).map(Executions::decode);
    }

    /** Adds a new execution to a change that creates its instance; {@link #created} is to be called afterwards. */
    static void create(Change.Builder change, Execution execution) {
        change.put(new Entry(RECORDS, execution.key(), ExecutionCodec.encode(execution), 0));
        change.put(new Entry(RUNNING, execution.key(), NOTHING, 0));
        change.put(ExecutionIndex.entry(execution));
    }

    void created(Execution execution) {
        take(execution);
        progress.changed(execution.command());
    }

    /** Adds the end of a record to a change that deletes its instance; {@link #deleted} is to be called afterwards. */
    static Optional<Execution> delete(Store from, Change.Builder change, String key) {
        from.entry(RUNNING, key).ifPresent(change::remove);
        Optional<Entry> entry = from.entry(RECORDS, key);
        entry.ifPresent(change::remove);
        Optional<Execution> execution = entry.map(Executions::decode);
        execution.flatMap(found -> ExecutionIndex.find(from, found)).ifPresent(change::remove);
        return execution;
    }

    /** @param because the answer to whoever still waits for it */
    void deleted(Execution execution, OneM2mException because) {
        queues.remove(execution);
        deadlines.disarm(execution.key());
        progress.changed(execution.command());
        Execution gone = execution.in(ExecutionState.CANCELLED, execution.result(), execution.due());
        watchers.tell(new News(gone, Optional.of(because)));
        ended.accept(gone);
    }

    /**
     * @return empty when there is no such execution
     * @throws StoreUnavailableException when it is not known whether the event had its effect
     */
    Optional<Outcome> fire(String key, ExecutionEvent event, Report report) {
        return fireAll(List.of(key), event, report).stream().findFirst();
    }

    /**
     * The same event for several executions, in one change: as many as a change may bear.
     *
     * @return one for each execution that there is
     */
    List<Outcome> fireAll(List<String> keys, ExecutionEvent event, Report report) {
        return change(keys, execution -> fired(execution, event, report), report.because());
    }

    /** Notes something that is no change of state. */
    void note(String key, UnaryOperator<Execution> note) {
        change(List.of(key), note, Optional.empty());
    }

    /** Takes the present state of an execution in, as at the start. */
    void take(Execution execution) {
        queues.put(execution);
        if (execution.state().running()) {
            deadlines.arm(execution.key(), execution.due());
        } else {
            deadlines.disarm(execution.key());
        }
    }

    /**
     * The time of some executions may have come: they begin, or are given up.
     *
     * @return those that begin
     */
    List<Execution> timePassed(List<String> keys) {
        List<String> beginning = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (String key : keys) {
            find(key).ifPresent(execution -> {
                if (execution.due().isAfter(clock.instant())) {
                    take(execution);
                } else {
                    (execution.state().timed() ? beginning : late).add(key);
                }
            });
        }
        fireAll(late, ExecutionEvent.DEADLINE, Report.NONE);
        return fireAll(beginning, ExecutionEvent.DUE, Report.NONE).stream()
                .map(Outcome::after)
                .filter(execution -> execution.state().waiting())
                .toList();
    }

    /** A random time to add, where the execMode allows it. */
    Duration spread(boolean random) {
        long longest = random ? settings.get().randomSpread().toMillis() : 0;
        return Duration.ofMillis(longest == 0 ? 0 : ThreadLocalRandom.current().nextLong(longest + 1));
    }

    private Execution fired(Execution execution, ExecutionEvent event, Report report) {
        return Transitions.of(execution.state(), event, execution.repetitions().more())
                .map(transition -> {
                    Execution noted = report.note().apply(execution);
                    Execution moved =
                            switch (transition.to()) {
                                case SENT -> event == ExecutionEvent.SEND ? noted.sentAt(clock.instant()) : noted;
                                case WAITING -> event == ExecutionEvent.DUE
                                        ? noted.begunAt(clock.instant())
                                        : noted.unsent();
                                default -> noted;
                            };
                    return moved.in(
                            transition.to(),
                            transition.execResult(execution.result(), report.result()),
                            due(execution, moved, transition.to()));
                })
                .orElse(execution);
    }

    private Instant due(Execution before, Execution moved, ExecutionState next) {
        return switch (next) {
            case WAITING -> moved.began().plus(settings.get().waitingDeadline());
            case SENT, ACCEPTED -> before.state().execStatus() == ExecStatus.CANCELLING
                    ? before.due()
                    : clock.instant().plus(settings.get().completionDeadline(before.type()));
            case PAUSED -> moved.sent()
                    .orElseGet(clock::instant)
                    .plus(before.repetitions().interval())
                    .plus(spread(before.repetitions().random()));
            case SCHEDULED,
                    UNANSWERED,
                    CANCEL_ASKED,
                    CANCEL_WAITING,
                    CANCEL_SENT,
                    SENT_NON_CANCELLABLE,
                    UNANSWERED_NON_CANCELLABLE,
                    ACCEPTED_NON_CANCELLABLE,
                    FINISHED,
                    GIVEN_UP,
                    CANCELLED -> before.due();
        };
    }

    private List<Outcome> change(
            List<String> keys, UnaryOperator<Execution> decision, Optional<OneM2mException> because) {
        int[] needed = keys.stream()
                .mapToInt(key -> Math.floorMod(key.hashCode(), LOCKS))
                .sorted()
                .distinct()
                .toArray();
        List<Outcome> outcomes;
        Arrays.stream(needed).forEach(number -> locks.get(number).lock());
        try {
            outcomes = changeAlone(keys, decision);
            outcomes.stream().filter(Outcome::changed).map(Outcome::after).forEach(this::take);
        } finally {
            Arrays.stream(needed).forEach(number -> locks.get(number).unlock());
        }
        outcomes.stream()
                .filter(change -> change.before().state() != change.after().state())
                .forEach(change -> {
                    log(change.after());
                    progress.changed(change.after().command());
                    watchers.tell(new News(change.after(), because));
                    if (!change.after().state().running()) {
                        ended.accept(change.after());
                    }
                });
        return outcomes;
    }

    private List<Outcome> changeAlone(List<String> keys, UnaryOperator<Execution> decision) {
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Change.Builder change = Change.builder();
            List<Outcome> outcomes = new ArrayList<>();
            keys.forEach(key -> decide(present, key, decision, change).ifPresent(outcomes::add));
            if (outcomes.stream().noneMatch(Outcome::changed)) {
                return outcomes;
            }
            try {
                present.apply(change.build());
                return outcomes;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("Executions change all the time", overtaken);
                }
            }
        }
    }

    /** @return empty when there is no such execution, or its instance is gone */
    private Optional<Outcome> decide(
            Store present, String key, UnaryOperator<Execution> decision, Change.Builder change) {
        Optional<Entry> entry = present.entry(RECORDS, key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Execution before = decode(entry.get());
        Execution after = decision.apply(before);
        if (after == before) {
            return Optional.of(new Outcome(before, before));
        }
        Optional<Resource> instance = present.find(after.instance());
        if (instance.isEmpty()) {
            LOG.warn("The record of {} is left out, for the instance is gone", after.instance());
            queues.remove(before);
            deadlines.disarm(before.key());
            return Optional.empty();
        }
        change.put(entry.get().with(ExecutionCodec.encode(after)));
        show(present, instance.get(), after, change);
        if (before.state().running() && !after.state().running()) {
            present.entry(RUNNING, after.key()).ifPresent(change::remove);
        }
        return Optional.of(new Outcome(before, after));
    }

    /** Makes the instance, and the index, show what the record says. */
    private void show(Store present, Resource instance, Execution after, Change.Builder change) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("exs", (long) after.state().execStatus().value());
        shown.put("exr", (long) after.result().value());
        shown.put(Remark.ATTRIBUTE, Remark.on(after).orElse(null));
        shown.put(LinkedFile.ATTRIBUTE, after.file().map(LinkedFile::attribute).orElse(null));
        shown.entrySet()
                .removeIf(attribute ->
                        Objects.equals(instance.attributes().get(attribute.getKey()), attribute.getValue()));
        if (!shown.isEmpty()) {
            change.update(instance.with(shown, clock.instant()));
        }
        ExecutionIndex.find(present, after)
                .filter(entry -> !Listed.of(entry).equals(Listed.of(after)))
                .ifPresent(entry -> change.put(ExecutionIndex.entry(entry, after)));
    }

    private static void log(Execution now) {
        if (now.state().running()) {
            LOG.debug("{} of {}: {}", now.instance(), now.cpe(), now.state());
        } else {
            LOG.info(
                    "{} of {}, {}, ended {} / {}{}",
                    now.type(),
                    now.cpe(),
                    now.instance(),
                    now.state().execStatus(),
                    now.result(),
                    now.fault()
                            .filter(reported -> now.result() != ExecResult.STATUS_SUCCESS)
                            .map(reported -> " (CWMP fault " + reported.fault().code() + " "
                                    + Wording.printable(reported.fault().message()) + ")")
                            .orElse(""));
        }
    }

    private static Execution decode(Entry entry) {
        return ExecutionCodec.decode(entry.key(), entry.value());
    }
}
