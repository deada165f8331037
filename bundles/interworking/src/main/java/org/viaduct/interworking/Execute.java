package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.interworking.Commands.Prepared;
import org.viaduct.interworking.Executions.Outcome;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.Targets.Target;
import org.viaduct.interworking.Watchers.News;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The Execute procedure (TS-0004 7.4.16.2.3, TS-0006 8.2.1). */
final class Execute {

    private static final Logger LOG = LoggerFactory.getLogger(Execute.class);

    private final Collaborator<Store> store;
    private final Collaborator<Resources> resources;
    private final Collaborator<CwmpClient> client;
    private final Targets targets;
    private final Passwords passwords;
    private final Executions executions;
    private final Watchers watchers;
    private final Waker waker;
    private final Recovery recovery;
    private final Scheduling scheduling;
    private final Supplier<Settings> settings;
    private final Clock clock;

    Execute(
            Collaborators collaborators,
            Targets targets,
            Passwords passwords,
            Executions executions,
            Watchers watchers,
            Waker waker,
            Recovery recovery,
            Scheduling scheduling,
            Supplier<Settings> settings,
            Clock clock) {
        store = collaborators.store();
        resources = collaborators.resources();
        client = collaborators.cwmpClient();
        this.targets = targets;
        this.passwords = passwords;
        this.executions = executions;
        this.watchers = watchers;
        this.waker = waker;
        this.recovery = recovery;
        this.scheduling = scheduling;
        this.settings = settings;
        this.clock = clock;
    }

    private record Started(Resource command, Resource instance, Execution execution, CompletableFuture<News> watch) {}

    /**
     * Stores the UPDATE and, with it, the execution; when there can be none, the UPDATE alone.
     *
     * @param prepare checks the UPDATE against the command as it is now
     */
    CompletionStage<Updated> execute(Resource current, Function<Resource, Prepared> prepare, RequestPrimitive request) {
        boolean blocking = isBlocking(request);
        Started started = Contention.settle(store.get(), current, present -> start(prepare.apply(present), blocking));
        Execution execution = started.execution();
        executions.created(execution);
        LOG.info("{} of {}: {} begins", execution.type(), execution.cpe(), execution.instance());
        if (!blocking) {
            waker.wakeEventually(execution.cpe());
            return CompletableFuture.completedFuture(new Updated(started.command(), List.of(started.instance())));
        }
        waker.wake(execution.cpe());
        Future<?> alarm =
                scheduling.at(expiration(request), "The end of waiting for " + execution.key(), () -> expired(started));
        started.watch().whenComplete((news, failure) -> alarm.cancel(false));
        return started.watch().thenApply(news -> answer(started, news));
    }

    /** When nobody waits for the response any longer. */
    Instant expiration(RequestPrimitive request) {
        return request.requestExpiration()
                .orElseGet(() -> clock.instant().plus(settings.get().requestTimeout()));
    }

    private static boolean isBlocking(RequestPrimitive request) {
        return switch (request.responseType()) {
            case BLOCKING_REQUEST, FLEX_BLOCKING -> true;
            case NON_BLOCKING_REQUEST_SYNCH, NON_BLOCKING_REQUEST_ASYNCH, NO_RESPONSE -> false;
        };
    }

    private Started start(Prepared prepared, boolean blocking) {
        Resource command = prepared.command();
        Resource instance;
        Execution execution;
        try {
            ExecReqArgs arguments = prepared.arguments().get();
            Target target = targets.resolve(command.text("ext").orElse(""));
            instance = resources
                    .get()
                    .draft(command, Optional.empty(), "m2m:exin", attributes(command, target, arguments));
            execution = execution(instance, target, arguments, blocking);
            RpcConversion.convert(arguments, execution.commandKey());
        } catch (OneM2mException impossible) {
            store.get().apply(prepared.change().build());
            throw impossible;
        }
        Change.Builder change = prepared.change().create(instance);
        Executions.create(change, execution);
        CompletableFuture<News> watch = blocking
                ? watchers.watch(execution.key(), Execute::isSettled)
                : CompletableFuture.completedFuture(new News(execution, Optional.empty()));
        try {
            store.get().apply(change.build());
        } catch (RuntimeException notStored) {
            watch.cancel(false);
            if (notStored instanceof StoreUnavailableException) {
                scheduling.untilDone(
                        "Finding out whether " + execution.key() + " was stored",
                        () -> recovery.recover(execution.key()));
            }
            throw notStored;
        }
        return new Started(command.stored(), instance.stored(), execution, watch);
    }

    private static Map<String, Object> attributes(Resource command, Target target, ExecReqArgs arguments) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("exs", (long) ExecutionState.WAITING.execStatus().value());
        attributes.put("exr", (long) ExecResult.STATUS_NOT_FINISHED.value());
        attributes.put("ext", target.node().id().value());
        attributes.put("exm", (long) CommandAttributes.mode(command).value());
        if (command.attributes().containsKey("exra")) {
            attributes.put("exra", arguments.attribute());
        }
        return attributes;
    }

    private Execution execution(Resource instance, Target target, ExecReqArgs arguments, boolean blocking) {
        Instant now = clock.instant();
        String key = CommandKey.keyOf(instance.id());
        return new Execution(
                key,
                instance.id(),
                target.cpe(),
                arguments.type(),
                ExecutionState.WAITING,
                ExecResult.STATUS_NOT_FINISHED,
                1,
                blocking,
                now,
                now.plus(settings.get().waitingDeadline()),
                Optional.empty(),
                Optional.empty(),
                passwords.seal(arguments, key));
    }

    /** Whether the CPE has accepted or refused the RPC, or never will. */
    private static boolean isSettled(ExecutionState state) {
        return switch (state) {
            case WAITING, SENT, SENT_NON_CANCELLABLE, CANCEL_ASKED -> false;
            case ACCEPTED, ACCEPTED_NON_CANCELLABLE, CANCEL_WAITING, CANCEL_SENT, FINISHED, GIVEN_UP, CANCELLED -> true;
        };
    }

    private void expired(Started started) {
        Execution execution = started.execution();
        if (started.watch().isDone()) {
            return;
        }
        OneM2mException because = client.now().isPresent()
                ? new OneM2mException(
                        ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                        "The CPE " + execution.cpe() + " opened no session in time: " + execution.instance()
                                + " has ended and nothing is sent.")
                : new OneM2mException(
                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                        "The CWMP client of this CSE is not running: " + execution.instance()
                                + " has ended and nothing is sent. Try again later.");
        Optional<Outcome> outcome =
                executions.fire(execution.key(), ExecutionEvent.NO_SESSION, Report.because(because));
        if (outcome.filter(Outcome::changed).isEmpty()) {
            started.watch()
                    .completeExceptionally(new OneM2mException(
                            ResponseStatusCode.REQUEST_TIMEOUT,
                            "The CPE " + execution.cpe() + " has not answered in time: " + execution.instance()
                                    + " goes on, look at its execStatus later."));
        }
    }

    private Updated answer(Started started, News news) {
        news.because().ifPresent(refusal -> {
            throw refusal;
        });
        Execution execution = news.execution();
        switch (execution.state()) {
            case CANCELLED -> throw new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    execution.instance() + " was cancelled by another request before the CPE accepted it.");
            case GIVEN_UP -> throw new OneM2mException(
                    ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT,
                    execution.instance() + " has ended at its deadline, before the CPE accepted it.");
            default -> LOG.debug("{} accepted {}", execution.cpe(), execution.instance());
        }
        Store present = store.get();
        return new Updated(
                present.find(started.command().id()).orElse(started.command()),
                List.of(present.find(started.instance().id()).orElse(started.instance())));
    }
}
