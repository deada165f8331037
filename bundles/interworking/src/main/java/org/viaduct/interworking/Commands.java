package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.viaduct.fault.FaultTable;
import org.viaduct.interworking.Transitions.Wish;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/** The operations on {@code <mgmtCmd>} (TS-0004 7.4.16.2, TS-0006 8.2.1 and 8.2.2). */
final class Commands implements ResourceHandler {

    private static final FilterCriteria INSTANCES =
            FilterCriteria.ALL.withTypes(Set.of(8)).withLevel(1);
    private static final String EXEC_ENABLE = "exe";

    private final Collaborator<Store> store;
    private final Passwords passwords;
    private final Executions executions;
    private final Cancellation cancellation;
    private final Execute execute;
    private final Clock clock;

    Commands(
            Collaborator<Store> store,
            Passwords passwords,
            Executions executions,
            Cancellation cancellation,
            Execute execute,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.executions = executions;
        this.cancellation = cancellation;
        this.execute = execute;
        this.clock = clock;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        CommandType type = CommandAttributes.type(candidate);
        Optional<Object> exra = Optional.ofNullable(candidate.attributes().get("exra"));
        ExecReqArgs arguments = ExecReqArgs.check(type, exra);
        CommandAttributes.checkMode(candidate);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(EXEC_ENABLE, false);
        exra.ifPresent(given -> attributes.put("exra", arguments.attribute()));
        Resource created = candidate.with(attributes, candidate.modified());
        Store present = store.get();
        Change.Builder change = Change.builder().create(created);
        passwords.put(present, change, created.id(), Optional.of(arguments));
        present.apply(change.build());
        return created.stored();
    }

    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        Map<String, Object> attributes = new LinkedHashMap<>(changes);
        boolean trigger = Boolean.TRUE.equals(attributes.remove(EXEC_ENABLE));
        if (trigger) {
            return execute.execute(current, present -> prepare(present, attributes), request);
        }
        Resource stored = Contention.settle(store.get(), current, present -> {
            Prepared prepared = prepare(present, attributes);
            store.get().apply(prepared.change().build());
            return prepared.command().stored();
        });
        return CompletableFuture.completedFuture(new Updated(stored, List.of()));
    }

    /**
     * An UPDATE that may be stored.
     *
     * @param command as it will be
     * @param arguments gives its arguments with their passwords, or fails when these cannot be read
     * @param change stores both
     */
    record Prepared(Resource command, Supplier<ExecReqArgs> arguments, Change.Builder change) {}

    private Prepared prepare(Resource present, Map<String, Object> changes) {
        Store from = store.get();
        CommandType type = CommandAttributes.type(present);
        if (CommandAttributes.changesTargetOrMode(present, changes) && hasInstances(from, present)) {
            throw new OneM2mException(
                    ResponseStatusCode.OPERATION_NOT_ALLOWED,
                    "ext and exm cannot change while the <mgmtCmd> has <execInstance>s: delete these, or create another"
                            + " <mgmtCmd>.");
        }
        Map<String, Object> stored = new LinkedHashMap<>(changes);
        Change.Builder change = Change.builder();
        Supplier<ExecReqArgs> arguments;
        if (changes.containsKey("exra")) {
            Optional<Object> exra = Optional.ofNullable(changes.get("exra"));
            ExecReqArgs given = ExecReqArgs.check(type, exra);
            stored.put("exra", exra.isPresent() ? given.attribute() : null);
            passwords.put(from, change, present.id(), Optional.of(given));
            arguments = () -> given;
        } else {
            Optional<Object> exra = Optional.ofNullable(present.attributes().get("exra"));
            arguments = () -> ExecReqArgs.stored(type, exra, passwords.of(from, present.id()));
        }
        Resource changed = present.with(stored, clock.instant());
        CommandAttributes.checkMode(changed);
        change.update(changed);
        return new Prepared(changed, arguments, change);
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        Instant expiration = execute.expiration(request);
        return stopAll(current, request).thenCompose(stopped -> {
            if (remove(current, false)) {
                return CompletableFuture.completedFuture(null);
            }
            if (clock.instant().isAfter(expiration)) {
                return CompletableFuture.failedStage(new OneM2mException(
                        ResponseStatusCode.CONFLICT, "It is executed again and again while it is to be deleted."));
            }
            return delete(current, request);
        });
    }

    @Override
    public void expire(Resource current) {
        remove(current, true);
    }

    /** Completes when all instances have ended; with the gravest refusal when some go on. */
    private CompletionStage<Void> stopAll(Resource command, RequestPrimitive request) {
        List<CompletableFuture<Optional<OneM2mException>>> stops =
                store.get().descendants(command.id(), INSTANCES).stream()
                        .map(instance -> cancellation
                                .stop(
                                        CommandKey.keyOf(instance.id()),
                                        Wish.DELETE,
                                        FaultTable.CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE,
                                        request)
                                .handle((stopped, failure) ->
                                        Optional.ofNullable(failure).map(Cancellation::refusal))
                                .toCompletableFuture())
                        .toList();
        return CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).thenAccept(all -> stops.stream()
                .flatMap(stop -> stop.join().stream())
                .min((one, other) -> Integer.compare(gravity(one), gravity(other)))
                .ifPresent(refusal -> {
                    throw refusal;
                }));
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

    /**
     * Removes the command with everything that is kept for it, in one change.
     *
     * @param running whether running executions go too
     * @return false when one is running and must not go
     */
    private boolean remove(Resource command, boolean running) {
        for (int attempt = 1; ; attempt++) {
            Store present = store.get();
            Optional<Resource> current = present.find(command.id());
            if (current.isEmpty()) {
                return true;
            }
            // The update conflicts with an Execute that gets in between.
            Change.Builder change = Change.builder().update(current.get());
            List<Execution> gone = present.descendants(command.id(), INSTANCES).stream()
                    .flatMap(instance -> Executions.delete(present, change, CommandKey.keyOf(instance.id())).stream())
                    .toList();
            if (!running
                    && gone.stream().anyMatch(execution -> execution.state().running())) {
                return false;
            }
            passwords.put(present, change, command.id(), Optional.empty());
            try {
                present.apply(change.delete(command.id()).build());
            } catch (ConflictException overtaken) {
                Contention.check(attempt, overtaken);
                continue;
            }
            OneM2mException because = new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    "The <mgmtCmd> " + command.name() + " was deleted by another request.");
            gone.forEach(execution -> executions.deleted(execution, because));
            return true;
        }
    }

    private static boolean hasInstances(Store from, Resource command) {
        return !from.descendants(command.id(), INSTANCES.withLimit(1)).isEmpty();
    }
}
