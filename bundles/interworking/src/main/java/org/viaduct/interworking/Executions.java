package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.interworking.Watchers.News;
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
 * The executions in the store: every change of state goes through {@link #fire}, is compare-and-set on the record and the
 * {@code <execInstance>} together, and then told to the queues, the deadlines and whoever waits. Thread-safe.
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

        static Report because(OneM2mException reason) {
            return new Report(Optional.empty(), UnaryOperator.identity(), Optional.of(reason));
        }
    }

    private final Collaborator<Store> store;
    private final DeviceQueues queues;
    private final Watchers watchers;
    private final Deadlines deadlines;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Object[] locks =
            IntStream.range(0, 256).mapToObj(i -> new Object()).toArray();

    Executions(
            Collaborator<Store> store,
            DeviceQueues queues,
            Watchers watchers,
            Scheduling scheduling,
            Supplier<Settings> settings,
            Clock clock) {
        this.store = store;
        this.queues = queues;
        this.watchers = watchers;
        this.deadlines = new Deadlines(scheduling, this::deadlinePassed);
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
    }

    void created(Execution execution) {
        take(execution);
    }

    /** Adds the end of a record to a change that deletes its instance; {@link #deleted} is to be called afterwards. */
    static Optional<Execution> delete(Store from, Change.Builder change, String key) {
        from.entry(RUNNING, key).ifPresent(change::remove);
        Optional<Entry> entry = from.entry(RECORDS, key);
        entry.ifPresent(change::remove);
        return entry.map(Executions::decode);
    }

    /** @param because the answer to whoever still waits for it */
    void deleted(Execution execution, OneM2mException because) {
        queues.remove(execution);
        deadlines.disarm(execution.key());
        Execution gone = execution.in(ExecutionState.CANCELLED, execution.result(), execution.deadline());
        watchers.tell(new News(gone, Optional.of(because)));
    }

    /**
     * @return empty when there is no such execution
     * @throws StoreUnavailableException when it is not known whether the event had its effect
     */
    Optional<Outcome> fire(String key, ExecutionEvent event, Report report) {
        return change(
                key,
                execution -> Transitions.of(execution.state(), event)
                        .map(transition -> report.note()
                                .apply(execution)
                                .in(
                                        transition.to(),
                                        transition.execResult(execution.result(), report.result()),
                                        deadline(execution, transition.to())))
                        .orElse(execution),
                report.because());
    }

    /** Notes something that is no change of state. */
    Optional<Outcome> note(String key, UnaryOperator<Execution> note) {
        return change(key, note, Optional.empty());
    }

    /** Takes the present state of an execution in, as at the start. */
    void take(Execution execution) {
        queues.put(execution);
        if (execution.state().running()) {
            deadlines.arm(execution.key(), execution.deadline());
        } else {
            deadlines.disarm(execution.key());
        }
    }

    private Optional<Outcome> change(String key, UnaryOperator<Execution> decision, Optional<OneM2mException> because) {
        Optional<Outcome> outcome;
        synchronized (locks[Math.floorMod(key.hashCode(), locks.length)]) {
            outcome = changeAlone(key, decision);
            outcome.filter(Outcome::changed).map(Outcome::after).ifPresent(this::take);
        }
        outcome.filter(change -> change.before().state() != change.after().state())
                .ifPresent(change -> {
                    log(change.after());
                    watchers.tell(new News(change.after(), because));
                });
        return outcome;
    }

    private Optional<Outcome> changeAlone(String key, UnaryOperator<Execution> decision) {
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Optional<Entry> entry = present.entry(RECORDS, key);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            Execution before = decode(entry.get());
            Execution after = decision.apply(before);
            if (after == before) {
                return Optional.of(new Outcome(before, before));
            }
            try {
                return store(present, entry.get(), before, after)
                        ? Optional.of(new Outcome(before, after))
                        : Optional.empty();
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw new StoreUnavailableException("The execution " + key + " changes all the time", overtaken);
                }
            }
        }
    }

    /** @return false when the instance is gone */
    private boolean store(Store present, Entry entry, Execution before, Execution after) {
        Optional<Resource> instance = present.find(after.instance());
        if (instance.isEmpty()) {
            LOG.warn("The record of {} is left out, for the instance is gone", after.instance());
            queues.remove(before);
            deadlines.disarm(before.key());
            return false;
        }
        Change.Builder change = Change.builder().put(entry.with(ExecutionCodec.encode(after)));
        long status = after.state().execStatus().value();
        long result = after.result().value();
        if (!instance.get().number("exs").equals(Optional.of(status))
                || !instance.get().number("exr").equals(Optional.of(result))) {
            change.update(instance.get().with(Map.of("exs", status, "exr", result), clock.instant()));
        }
        if (before.state().running() && !after.state().running()) {
            present.entry(RUNNING, after.key()).ifPresent(change::remove);
        }
        present.apply(change.build());
        return true;
    }

    private Instant deadline(Execution execution, ExecutionState next) {
        return switch (next) {
            case WAITING -> execution.created().plus(settings.get().waitingDeadline());
            case SENT, ACCEPTED -> execution.state().execStatus() == ExecStatus.CANCELLING
                    ? execution.deadline()
                    : clock.instant().plus(settings.get().completionDeadline(execution.type()));
            case CANCEL_ASKED,
                    CANCEL_WAITING,
                    CANCEL_SENT,
                    SENT_NON_CANCELLABLE,
                    ACCEPTED_NON_CANCELLABLE,
                    FINISHED,
                    GIVEN_UP,
                    CANCELLED -> execution.deadline();
        };
    }

    private void deadlinePassed(String key) {
        Optional<Execution> execution = find(key);
        if (execution.isPresent() && !execution.get().deadline().isAfter(clock.instant())) {
            fire(key, ExecutionEvent.DEADLINE, Report.NONE);
        } else {
            execution.ifPresent(this::take);
        }
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
                            .map(reported -> " (CWMP fault " + reported.fault().code() + " "
                                    + Wording.printable(reported.fault().message()) + ")")
                            .orElse(""));
        }
    }

    private static Execution decode(Entry entry) {
        return ExecutionCodec.decode(entry.key(), entry.value());
    }
}
