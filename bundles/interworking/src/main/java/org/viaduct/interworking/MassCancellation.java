package org.viaduct.interworking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.command.CommandAttributes;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionIndex;
import org.viaduct.interworking.execution.ExecutionIndex.Listed;
import org.viaduct.interworking.execution.Transitions;
import org.viaduct.interworking.execution.Transitions.Wish;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.store.Store;

/**
 * Stops all executions of a {@code <mgmtCmd>} (TS-0006 8.2.2). First come those that end without an RPC, many in one change;
 * then those that need a CancelTransfer, as many at once as devices may be in flight.
 */
final class MassCancellation {

    private static final int PAGE = 100;

    private final Presence<Store> store;
    private final Executions executions;
    private final Cancellation cancellation;
    private final Scheduling scheduling;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Set<CompletableFuture<Void>> runs = ConcurrentHashMap.newKeySet();

    MassCancellation(
            Presence<Store> store,
            Executions executions,
            Cancellation cancellation,
            Scheduling scheduling,
            Supplier<Settings> settings,
            Clock clock) {
        this.store = store;
        this.executions = executions;
        this.cancellation = cancellation;
        this.scheduling = scheduling;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Completes when all have ended, or, after having tried with all, with the gravest refusal.
     *
     * @param expiration when nobody waits any longer: what was not asked of a CPE by then goes on
     */
    CompletionStage<Void> stop(Resource command, Instant expiration, RequestPrimitive request) {
        Run run = new Run(command.id(), CommandAttributes.type(command), expiration, request);
        runs.add(run.done);
        run.done.whenComplete((stopped, failure) -> runs.remove(run.done));
        try {
            run.nextPage();
        } catch (RuntimeException failure) {
            run.done.completeExceptionally(failure);
        }
        return run.done;
    }

    /** Leaves every deletion to the next start. */
    void close() {
        runs.forEach(run -> run.completeExceptionally(HandlerStoppedException.again()));
    }

    /** A cancellation error first, as TS-0006 8.2.2 has it: the smaller, the graver. */
    private static int gravity(OneM2mException refusal) {
        return switch (refusal.status()) {
            case MGMT_CANCELLATION_FAILED -> 0;
            case MGMT_COMMAND_NOT_CANCELLABLE -> 1;
            case REQUEST_TIMEOUT -> 2;
            case MGMT_SESSION_CANNOT_BE_ESTABLISHED -> 3;
            default -> 4;
        };
    }

    private final class Run {

        private final ResourceId command;
        private final CommandType type;
        private final Instant expiration;
        private final RequestPrimitive request;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Queue<String> needRpc = new ArrayDeque<>();
        private String after = "";
        private boolean all;
        private int underWay;
        private @Nullable OneM2mException gravest;

        private Run(ResourceId command, CommandType type, Instant expiration, RequestPrimitive request) {
            this.command = command;
            this.type = type;
            this.expiration = expiration;
            this.request = request;
        }

        /** Ends what ends without an RPC; the first page at once, the others while the caller does something else. */
        private void nextPage() {
            List<Listed> page = ExecutionIndex.page(store.get(), command, after, PAGE);
            List<Execution> running = page.stream()
                    .filter(Listed::running)
                    .flatMap(listed -> executions.find(listed.key()).stream())
                    .filter(execution -> execution.state().running())
                    .toList();
            List<String> local = running.stream()
                    .filter(execution ->
                            !type.cancellable() || !execution.state().outstanding())
                    .map(Execution::key)
                    .toList();
            executions
                    .fireAll(local, Transitions.cancellation(type), Report.NONE)
                    .forEach(outcome -> cancellation
                            .answer(Wish.DELETE, outcome)
                            .ifPresentOrElse(
                                    answer -> answer.ifPresent(this::refused),
                                    () -> needRpc.add(outcome.after().key())));
            running.stream()
                    .map(Execution::key)
                    .filter(key -> !local.contains(key))
                    .forEach(needRpc::add);
            if (page.size() < PAGE) {
                all = true;
                goOn();
            } else {
                after = page.get(page.size() - 1).key();
                later(this::nextPage);
            }
        }

        /** Keeps as many CancelTransfers going as may be. */
        private synchronized void goOn() {
            while (underWay < settings.get().cancellationsInFlight() && !needRpc.isEmpty() && !expired()) {
                underWay++;
                cancellation
                        .stop(needRpc.remove(), Wish.DELETE, FaultTable.CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE, request)
                        .whenComplete((stopped, failure) -> later(() -> ended(failure)));
            }
            if (all && underWay == 0) {
                finish();
            }
        }

        private synchronized void ended(@Nullable Throwable failure) {
            underWay--;
            Optional.ofNullable(failure).map(Cancellation::refusal).ifPresent(this::refused);
            goOn();
        }

        private void finish() {
            if (!needRpc.isEmpty()) {
                refused(new OneM2mException(
                        ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                        needRpc.size()
                                + " <execInstance>s could not be cancelled in time and go on: try again, with a later"
                                + " X-M2M-RET."));
            }
            if (gravest == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(gravest);
            }
        }

        private void refused(OneM2mException refusal) {
            if (gravest == null || gravity(refusal) < gravity(gravest)) {
                gravest = refusal;
            }
        }

        private boolean expired() {
            return clock.instant().isAfter(expiration);
        }

        /** Not on the thread of a session or of a request. */
        private void later(Runnable task) {
            scheduling.after(Duration.ZERO, "Stopping the executions of " + command, () -> {
                try {
                    task.run();
                } catch (RuntimeException failure) {
                    done.completeExceptionally(failure);
                }
            });
        }
    }
}
