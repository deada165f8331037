package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.viaduct.continuity.Presence;
import org.viaduct.interworking.command.CommandAttributes;
import org.viaduct.interworking.command.CommandType;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionIndex;
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

    private static final int BATCH = 200;
    private static final String EXEC_ENABLE = "exe";

    private final Presence<Store> store;
    private final Passwords passwords;
    private final Executions executions;
    private final Expansions expansions;
    private final MassCancellation massCancellation;
    private final Execute execute;
    private final Clock clock;

    Commands(
            Presence<Store> store,
            Passwords passwords,
            Executions executions,
            Expansions expansions,
            MassCancellation massCancellation,
            Execute execute,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.executions = executions;
        this.expansions = expansions;
        this.massCancellation = massCancellation;
        this.execute = execute;
        this.clock = clock;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        CommandType type = CommandAttributes.type(candidate);
        Optional<Object> exra = Optional.ofNullable(candidate.attributes().get("exra"));
        ExecReqArgs arguments = ExecReqArgs.check(type, exra);
        CommandAttributes.checkMode(candidate, clock.instant());
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

    @Override
    public CompletionStage<Updated> resume(Resource current, String continuation, RequestPrimitive request) {
        return execute.resume(current, continuation, request);
    }

    /**
     * An UPDATE that may be stored.
     *
     * @param command as it will be
     * @param arguments gives its arguments with their passwords, or fails when these cannot be read
     * @param secrets adds the passwords to the change that stores the command
     */
    record Prepared(Resource command, Supplier<ExecReqArgs> arguments, Consumer<Change.Builder> secrets) {

        /** Stores it. */
        Change.Builder change() {
            Change.Builder change = Change.builder().update(command);
            secrets.accept(change);
            return change;
        }

        /** The same, showing how far its executions are. */
        Prepared with(Map<String, Object> progress, Clock clock) {
            return new Prepared(
                    command.with(Map.of(Progress.ATTRIBUTE, progress), clock.instant()), arguments, secrets);
        }
    }

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
        Consumer<Change.Builder> secrets = change -> {};
        Supplier<ExecReqArgs> arguments;
        if (changes.containsKey("exra")) {
            Optional<Object> exra = Optional.ofNullable(changes.get("exra"));
            ExecReqArgs given = ExecReqArgs.check(type, exra);
            stored.put("exra", exra.isPresent() ? given.attribute() : null);
            secrets = change -> passwords.put(from, change, present.id(), Optional.of(given));
            arguments = () -> given;
        } else {
            Optional<Object> exra = Optional.ofNullable(present.attributes().get("exra"));
            arguments = () -> ExecReqArgs.stored(type, exra, passwords.of(from, present.id()));
        }
        Resource changed = present.with(stored, clock.instant());
        CommandAttributes.checkMode(changed, clock.instant());
        return new Prepared(changed, arguments, secrets);
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        expansions.drop(current.id());
        Instant expiration = execute.expiration(request);
        return massCancellation.stop(current, expiration, request).thenCompose(stopped -> {
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
        expansions.drop(current.id());
        remove(current, true);
    }

    /**
     * Removes the command with everything that is kept for it: its instances in batches, the last of them with the command.
     *
     * @param running whether running executions go too
     * @return false when one is running and must not go
     */
    private boolean remove(Resource command, boolean running) {
        for (int attempt = 1; ; ) {
            Store present = store.get();
            Optional<Resource> current = present.find(command.id());
            if (current.isEmpty()) {
                return true;
            }
            Change.Builder change = Change.builder();
            List<Execution> gone = ExecutionIndex.page(present, command.id(), "", BATCH).stream()
                    .flatMap(listed -> Executions.delete(present, change, listed.key()).stream())
                    .toList();
            if (!running
                    && gone.stream().anyMatch(execution -> execution.state().running())) {
                return false;
            }
            boolean last = gone.size() < BATCH;
            if (last) {
                // The update conflicts with an Execute that gets in between.
                change.update(current.get());
                passwords.put(present, change, command.id(), Optional.empty());
                change.delete(command.id());
            } else {
                gone.forEach(execution -> change.delete(execution.instance()));
            }
            try {
                present.apply(change.build());
            } catch (ConflictException overtaken) {
                Contention.check(attempt, overtaken);
                attempt++;
                continue;
            }
            OneM2mException because = new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    "The <mgmtCmd> " + command.name() + " was deleted by another request.");
            gone.forEach(execution -> executions.deleted(execution, because));
            if (last) {
                return true;
            }
        }
    }

    private static boolean hasInstances(Store from, Resource command) {
        return !ExecutionIndex.page(from, command.id(), "", 1).isEmpty() || Expansions.left(from, command.id()) > 0;
    }
}
