package org.viaduct.interworking;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.continuity.Presence;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.Transitions.Wish;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/** The operations on {@code <execInstance>} (TS-0004 7.4.17.2, TS-0006 8.2.3 and 8.2.4). */
final class Instances implements ResourceHandler {

    private static final String EXEC_DISABLE = "exd";

    private final Presence<Store> store;
    private final Executions executions;
    private final Cancellation cancellation;
    private final Clock clock;

    Instances(Presence<Store> store, Executions executions, Cancellation cancellation, Clock clock) {
        this.store = store;
        this.executions = executions;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        throw new OneM2mException(
                ResponseStatusCode.OPERATION_NOT_ALLOWED,
                "An <execInstance> comes into being by executing its <mgmtCmd>: UPDATE that with exe true.");
    }

    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        Map<String, Object> attributes = new LinkedHashMap<>(changes);
        boolean cancel = Boolean.TRUE.equals(attributes.remove(EXEC_DISABLE));
        Resource stored = attributes.isEmpty() && cancel ? current : store(current, attributes);
        if (!cancel) {
            return CompletableFuture.completedFuture(new Updated(stored, List.of()));
        }
        return cancelled(
                stored,
                cancellation.stop(
                        CommandKey.keyOf(current.id()),
                        Wish.CANCEL,
                        FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL,
                        request));
    }

    @Override
    public CompletionStage<Updated> resume(Resource current, String key, RequestPrimitive request) {
        return cancelled(
                current, cancellation.resume(key, FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL, request));
    }

    private CompletionStage<Updated> cancelled(Resource instance, CompletionStage<Void> stopping) {
        return stopping.thenApply(
                stopped -> new Updated(store.get().find(instance.id()).orElse(instance), List.of()));
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        return cancellation
                .stop(
                        CommandKey.keyOf(current.id()),
                        Wish.DELETE,
                        FaultTable.CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE,
                        request)
                .thenRun(() -> remove(current, "was deleted"));
    }

    @Override
    public void expire(Resource current) {
        remove(current, "has expired");
    }

    private Resource store(Resource current, Map<String, Object> changes) {
        return Contention.settle(store.get(), current, present -> {
            Resource changed = present.with(changes, clock.instant());
            store.get().apply(Change.builder().update(changed).build());
            return changed.stored();
        });
    }

    private void remove(Resource instance, String why) {
        String key = CommandKey.keyOf(instance.id());
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Change.Builder change = Change.builder();
            Optional<Execution> execution = Executions.delete(present, change, key);
            try {
                present.apply(change.delete(instance.id()).build());
            } catch (ConflictException overtaken) {
                if (overtaken.reason() != ConflictException.Reason.GONE) {
                    Contention.check(attempt, overtaken);
                    continue;
                }
            }
            execution.ifPresent(gone -> executions.deleted(
                    gone,
                    new OneM2mException(
                            ResponseStatusCode.CONFLICT, instance.id() + " " + why + " by another request.")));
            return;
        }
    }
}
