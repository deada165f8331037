package org.viaduct.interworking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.onem2m.ExecStatus;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * Takes up what an earlier run of this bundle left in the store. Executions that were to be sent while a request waited, and
 * cancellations, belong to requests that may be gone: they rest until it is known whether somebody {@linkplain
 * org.viaduct.onem2m.api.ResourceHandler#resume resumes} these, and else end, or go back. The answer to what was sent is lost.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int PAGE = 500;

    private final Presence<Store> store;
    private final Executions executions;
    private final Watchers watchers;
    private final InFlight inFlight;
    private final Faults faults;
    private final Seeking seeking;
    private final Expansions expansions;
    private final Progress progress;
    private final Scheduling scheduling;
    private final Duration patience;
    private final Set<String> resting = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /** @param patience how long a request may take to be resumed */
    Recovery(
            Presence<Store> store,
            Executions executions,
            Watchers watchers,
            InFlight inFlight,
            Faults faults,
            Seeking seeking,
            Expansions expansions,
            Progress progress,
            Scheduling scheduling,
            Duration patience) {
        this.store = store;
        this.executions = executions;
        this.watchers = watchers;
        this.inFlight = inFlight;
        this.faults = faults;
        this.seeking = seeking;
        this.expansions = expansions;
        this.progress = progress;
        this.scheduling = scheduling;
        this.patience = patience;
    }

    /** Completes when all was taken up for the first time. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Reads all running executions; may be repeated at any time. */
    void recoverAll() {
        int count = 0;
        String after = "";
        for (List<Entry> page = page(after); !page.isEmpty(); page = page(after)) {
            for (Entry entry : page) {
                recover(entry.key());
                after = entry.key();
                count++;
            }
        }
        ready.complete(null);
        faults.mapWaiting();
        expansions.goOn();
        progress.recover();
        LOG.debug("{} running executions taken up", count);
    }

    /** Takes up one, if it is there and does not rest. */
    void recover(String key) {
        Optional<Execution> found = executions.find(key);
        if (found.filter(this::isAbandoned).isPresent()) {
            if (resting.add(key)) {
                scheduling.after(
                        patience,
                        "The end of waiting for whoever waited for " + key,
                        () -> scheduling.untilDone("Ending what nobody waits for", () -> end(key)));
            }
            return;
        }
        found.filter(this::isLost).ifPresent(sent -> executions.fire(key, ExecutionEvent.RESTART, Report.NONE));
        executions.find(key).ifPresent(execution -> {
            executions.take(execution);
            faults.take(execution);
            if (execution.state().waiting()) {
                seeking.oneOfMany(execution.cpe());
            }
        });
    }

    private void end(String key) {
        executions
                .find(key)
                .filter(this::isAbandoned)
                .ifPresent(execution -> executions.fire(key, ExecutionEvent.RESTART, Report.NONE));
        resting.remove(key);
        recover(key);
    }

    private boolean isAbandoned(Execution execution) {
        boolean awaited = execution.state() == ExecutionState.WAITING && execution.blocking()
                || execution.state().execStatus() == ExecStatus.CANCELLING;
        return awaited && isUnknown(execution);
    }

    private boolean isLost(Execution execution) {
        boolean sent =
                execution.state() == ExecutionState.SENT || execution.state() == ExecutionState.SENT_NON_CANCELLABLE;
        return sent && isUnknown(execution);
    }

    private boolean isUnknown(Execution execution) {
        return !watchers.any(execution.key()) && !inFlight.has(execution.cpe(), execution.key());
    }

    private List<Entry> page(String after) {
        return store.get().entries(Executions.RUNNING, after, PAGE);
    }
}
