package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Cse;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.ResourceChanges;

/** The CSE: each request is carried out by a {@link Receiver}, again when a service that it needs was just away. */
final class CommonServicesEntity implements Cse, Resources, ResourceChanges {

    /** What is done with a request; may throw what {@link Receiver#receive} throws. */
    private interface Procedure extends Function<RequestPrimitive, CompletionStage<ResponsePrimitive>> {}

    private final Services services;
    private final Executor executor;
    private final Base base;
    private final Drafts drafts;
    private final Addressing addressing;
    private final Changes changes;
    private final Receiver receiver;
    private final NonBlocking nonBlocking;

    /** @param process tells this process from others that had the same store */
    CommonServicesEntity(Settings settings, Services services, Clock clock, Executor executor, String process) {
        this.services = services;
        this.executor = executor;
        drafts = new Drafts(clock, settings.expiration());
        base = new Base(settings, drafts);
        addressing = new Addressing(settings, base, services, clock);
        Presentation presentation = new Presentation(services, base);
        Notifications notifications = new Notifications(settings.cseId(), services, addressing, presentation, clock);
        changes = new Changes(services, new Subscriptions(base, clock), notifications);
        receiver = new Receiver(
                settings,
                clock,
                executor,
                services,
                addressing,
                drafts,
                presentation,
                changes,
                new Subscribing(services, notifications, executor));
        RequestRecords records = new RequestRecords(
                services, drafts, changes, new ResultNotifications(settings.cseId(), clock), process);
        nonBlocking = new NonBlocking(
                services,
                base,
                drafts,
                new RequestContext(services, clock, settings.responseWait(), settings.resultRetention()),
                records,
                clock,
                executor,
                request -> attempt(request, receiver::receive)
                        .exceptionally(failure -> Failures.answer(request, failure)));
        ResourceHandler requests = new RequestHandler(nonBlocking, records);
        services.putHandler(
                () -> Optional.of(requests),
                Map.of(Constants.SERVICE_ID, 0L, ResourceHandler.TYPES, RequestRecords.ROOT));
    }

    @Override
    public CompletionStage<ResponsePrimitive> handle(RequestPrimitive request) {
        return NonBlocking.isFor(request) ? attempt(request, this::acknowledge) : attempt(request, receiver::receive);
    }

    /** What keeps the promises of non-blocking requests: to be run from time to time. */
    NonBlocking nonBlocking() {
        return nonBlocking;
    }

    private CompletionStage<ResponsePrimitive> acknowledge(RequestPrimitive request) {
        receiver.admit(request);
        return CompletableFuture.completedFuture(nonBlocking.accept(request));
    }

    private CompletionStage<ResponsePrimitive> attempt(RequestPrimitive request, Procedure procedure) {
        return attempt(
                request, procedure, System.nanoTime() + services.patience().toNanos());
    }

    private CompletionStage<ResponsePrimitive> attempt(RequestPrimitive request, Procedure procedure, long deadline) {
        long counted = services.arrivals();
        try {
            return procedure.apply(request);
        } catch (AbsentException | HandlerStoppedException absent) {
            if (services.closed()) {
                return CompletableFuture.failedStage(HandlerStoppedException.again());
            }
            long left = deadline - System.nanoTime();
            return left <= 0
                    ? failed(request, absent)
                    : later(request, procedure, counted, Duration.ofNanos(left), deadline);
        } catch (RuntimeException | LinkageError failure) {
            return failed(request, failure);
        }
    }

    private CompletionStage<ResponsePrimitive> later(
            RequestPrimitive request, Procedure procedure, long counted, Duration atMost, long deadline) {
        try {
            return services.next(counted, atMost)
                    .thenComposeAsync(arrived -> attempt(request, procedure, deadline), executor)
                    .exceptionally(failure -> Failures.answerHere(request, failure, services));
        } catch (OneM2mException tooMany) {
            return failed(request, tooMany);
        }
    }

    private static CompletionStage<ResponsePrimitive> failed(RequestPrimitive request, Throwable failure) {
        return CompletableFuture.completedFuture(Failures.answer(request, failure));
    }

    @Override
    public void apply(Change change) {
        changes.apply(change);
    }

    /** The sweep of expired resources. */
    Expiry expiry(Clock clock) {
        return new Expiry(services, changes, clock);
    }

    /** Requests in progress still finish, except that none creates a subscription. */
    void close() {
        nonBlocking.stop();
        services.close();
        changes.close();
    }

    /** Makes sure that the CSEBase is in the store, as the settings have it. */
    void agreeOnBase() {
        base.in(services.store());
    }

    @Override
    public ResourceId cseBase() {
        return base.id();
    }

    @Override
    public Optional<Resource> resolve(String address) {
        return services.await(() -> {
            try {
                return addressing.find(address);
            } catch (OneM2mException elsewhere) {
                return Optional.empty();
            }
        });
    }

    @Override
    public String addressOf(Resource resource) {
        return services.await(() -> addressing.structured(resource));
    }

    @Override
    public Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes) {
        ResourceType type = services.await(() -> services.typeNamed(typeName))
                .orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.INTERNAL_SERVER_ERROR, "There is no resource type " + typeName + "."));
        return drafts.draft(parent, name, type, attributes);
    }
}
