package org.viaduct.interworking;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.continuity.Presence;
import org.viaduct.continuity.Scheduling;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.interworking.Commands.Prepared;
import org.viaduct.interworking.Executions.Outcome;
import org.viaduct.interworking.Executions.Report;
import org.viaduct.interworking.Expansions.Member;
import org.viaduct.interworking.Making.Made;
import org.viaduct.interworking.Targets.Target;
import org.viaduct.interworking.Watchers.News;
import org.viaduct.interworking.command.CommandAttributes;
import org.viaduct.interworking.command.ExecReqArgs;
import org.viaduct.interworking.command.Order;
import org.viaduct.interworking.command.RpcConversion;
import org.viaduct.interworking.execution.Execution;
import org.viaduct.interworking.execution.ExecutionEvent;
import org.viaduct.interworking.execution.ExecutionState;
import org.viaduct.interworking.service.Collaborators;
import org.viaduct.onem2m.ExecMode;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/** The Execute procedure (TS-0004 7.4.16.2.3, TS-0006 8.2.1). */
final class Execute {

    private static final Logger LOG = LoggerFactory.getLogger(Execute.class);

    private static final String ANY_COMMAND_KEY = "x".repeat(32);

    private final Presence<Store> store;
    private final Presence<CwmpClient> client;
    private final Targets targets;
    private final ServedFiles files;
    private final Making making;
    private final Expansions expansions;
    private final Executions executions;
    private final Faults faults;
    private final Watchers watchers;
    private final Seeking seeking;
    private final Recovery recovery;
    private final Scheduling scheduling;
    private final Supplier<Settings> settings;
    private final Clock clock;

    Execute(
            Collaborators collaborators,
            Targets targets,
            ServedFiles files,
            Making making,
            Expansions expansions,
            Executions executions,
            Faults faults,
            Watchers watchers,
            Seeking seeking,
            Recovery recovery,
            Scheduling scheduling,
            Supplier<Settings> settings,
            Clock clock) {
        store = collaborators.store();
        client = collaborators.cwmpClient();
        this.targets = targets;
        this.files = files;
        this.making = making;
        this.expansions = expansions;
        this.executions = executions;
        this.faults = faults;
        this.watchers = watchers;
        this.seeking = seeking;
        this.recovery = recovery;
        this.scheduling = scheduling;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param made the instances that exist at once; of a group's, the first
     * @param left how many are made after the answer
     */
    private record Begun(Resource command, List<Made> made, long left) {

        private Execution first() {
            return made.get(0).execution();
        }

        private long targets() {
            return made.size() + left;
        }
    }

    private record Started(Begun begun, Optional<CompletableFuture<News>> watch) {}

    /**
     * Stores the UPDATE and, with it, the execution; when there can be none, the UPDATE alone. The CPE is waited for only
     * where the request is a blocking one, and the command has one target and is carried out at once and once.
     *
     * @param prepare checks the UPDATE against the command as it is now
     */
    CompletionStage<Updated> execute(Resource current, Function<Resource, Prepared> prepare, RequestPrimitive request) {
        Started started =
                Contention.settle(store.get(), current, present -> start(prepare.apply(present), isBlocking(request)));
        Begun begun = started.begun();
        Execution first = begun.first();
        LOG.info("{} begins: {} of {}, the first of {}", first.type(), first.instance(), first.cpe(), begun.targets());
        if (started.watch().isEmpty()) {
            begun.made().forEach(made -> expansions.made(made.execution(), begun.targets() > 1));
            if (begun.left() > 0) {
                expansions.goOn(begun.command().id());
            }
            return CompletableFuture.completedFuture(new Updated(
                    begun.command(),
                    begun.made().stream().map(made -> made.instance().stored()).toList()));
        }
        executions.created(first);
        return answered(begun.command(), first, started.watch().get(), expiration(request));
    }

    /** Waits for the answer of the CPE in the place of a former run of this bundle. */
    CompletionStage<Updated> resume(Resource command, String key, RequestPrimitive request) {
        CompletableFuture<News> watch = watchers.watch(key, Execute::isSettled);
        Optional<Execution> execution = executions.find(key);
        if (execution.isEmpty()) {
            watch.cancel(false);
            return CompletableFuture.failedStage(new OneM2mException(
                    ResponseStatusCode.CONFLICT,
                    "The <execInstance> was deleted by another request before the CPE accepted it."));
        }
        executions.take(execution.get());
        settle(watch, execution.get());
        Instant expiration = request.requestExpiration()
                .orElseGet(() -> execution.get().created().plus(settings.get().requestTimeout()));
        return answered(command, execution.get(), watch, expiration);
    }

    private CompletionStage<Updated> answered(
            Resource command, Execution execution, CompletableFuture<News> watch, Instant expiration) {
        seeking.one(execution.cpe());
        Future<?> alarm = scheduling.untilDoneFrom(
                expiration, "The end of waiting for " + execution.key(), () -> expired(execution, watch));
        watch.whenComplete((news, failure) -> alarm.cancel(false));
        return watch.thenApply(news -> answer(command, news));
    }

    /** What became of an execution while nobody watched it. */
    private void settle(CompletableFuture<News> watch, Execution execution) {
        if (isSettled(execution.state())) {
            watch.complete(new News(execution, faults.refusal(execution)));
        }
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
        Change.Builder change;
        Begun begun;
        try {
            ExecReqArgs arguments = prepared.arguments().get();
            RpcConversion.convert(arguments, ANY_COMMAND_KEY);
            files.check(arguments);
            String execTarget = prepared.command().text("ext").orElse("");
            Optional<Resource> group = targets.group(execTarget);
            List<Member> members =
                    group.map(this::members).orElseGet(() -> List.of(Member.of(targets.resolve(execTarget))));
            boolean atOnce = CommandAttributes.mode(prepared.command()) == ExecMode.IMMEDIATEONCE;
            Order order =
                    Order.of(prepared.command(), arguments, blocking && atOnce && group.isEmpty(), clock.instant());
            Prepared shown = group.isPresent() ? showing(prepared, members.size()) : prepared;
            change = shown.change();
            begun = begin(change, shown.command(), order, members.iterator());
        } catch (OneM2mException impossible) {
            store.get().apply(prepared.change().build());
            throw impossible;
        }
        Optional<CompletableFuture<News>> watch = Optional.of(begun.first())
                .filter(Execution::blocking)
                .map(execution -> watchers.watch(execution.key(), Execute::isSettled));
        try {
            store.get().apply(change.build());
        } catch (RuntimeException notStored) {
            watch.ifPresent(waiting -> waiting.cancel(false));
            if (notStored instanceof StoreUnavailableException) {
                scheduling.untilDone("Finding out whether " + begun.first().key() + " was stored", () -> {
                    begun.made()
                            .forEach(made -> recovery.recover(made.execution().key()));
                    expansions.goOn(begun.command().id());
                });
            }
            throw notStored;
        }
        return new Started(begun, watch);
    }

    /** The command as it shows its progress; where it shows that of an earlier execution, this is counted in a moment. */
    private Prepared showing(Prepared prepared, int targets) {
        return prepared.command().attributes().containsKey(Progress.ATTRIBUTE)
                ? prepared
                : prepared.with(Progress.begun(targets, Math.min(targets, Expansions.BATCH)), clock);
    }

    private List<Member> members(Resource group) {
        List<Member> members;
        try (Stream<Target> all = targets.members(group)) {
            members = all.map(Member::of).toList();
        }
        if (members.isEmpty()) {
            throw new OneM2mException(
                    ResponseStatusCode.NO_MEMBERS,
                    "The <group> " + group.name() + " has no members: add <node>s of CPEs to its mid.");
        }
        return members;
    }

    /** Makes the first instances; the others are made after the answer. */
    private Begun begin(Change.Builder change, Resource command, Order order, Iterator<Member> members) {
        List<Made> made = Expansions.next(members).stream()
                .map(member -> making.make(change, command, member.node(), member.cpe(), order))
                .toList();
        long left = expansions.plan(change, command, made.get(0).execution().key(), order, members);
        return new Begun(command.stored(), made, left);
    }

    /** Whether the CPE has accepted or refused the RPC, or never will. */
    private static boolean isSettled(ExecutionState state) {
        return switch (state) {
            case SCHEDULED,
                    WAITING,
                    SENT,
                    UNANSWERED,
                    SENT_NON_CANCELLABLE,
                    UNANSWERED_NON_CANCELLABLE,
                    CANCEL_ASKED -> false;
            case ACCEPTED,
                    ACCEPTED_NON_CANCELLABLE,
                    PAUSED,
                    CANCEL_WAITING,
                    CANCEL_SENT,
                    FINISHED,
                    GIVEN_UP,
                    CANCELLED -> true;
        };
    }

    private void expired(Execution execution, CompletableFuture<News> watch) {
        if (watch.isDone()) {
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
            outcome.ifPresent(unchanged -> settle(watch, unchanged.after()));
            watch.completeExceptionally(new OneM2mException(
                    ResponseStatusCode.REQUEST_TIMEOUT,
                    "The CPE " + execution.cpe() + " has not answered in time: " + execution.instance()
                            + " goes on, look at its execStatus later."));
        }
    }

    private Updated answer(Resource command, News news) {
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
                present.find(command.id()).orElse(command),
                present.find(execution.instance()).stream().toList());
    }
}
