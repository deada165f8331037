package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.api.ResourceHandler;

/** The generic procedure for handling a request at a receiver (TS-0004 7.2.2.2). */
final class Receiver {

    /** Lets a handler answer its own time-out before ours. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final String FAN_OUT_POINT = "/fopt/";
    private static final int GROUP = 9;

    private final Clock clock;
    private final Executor executor;
    private final Duration responseWait;
    private final PrimitiveChecks checks;
    private final Authorization authorization;
    private final Addressing addressing;
    private final Services services;
    private final Creation creation;
    private final Retrieval retrieval;
    private final Updating updating;
    private final Deletion deletion;

    Receiver(
            Settings settings,
            Clock clock,
            Executor executor,
            Services services,
            Addressing addressing,
            Drafts drafts,
            Presentation presentation,
            Changes changes,
            Subscribing subscribing) {
        this.clock = clock;
        this.executor = executor;
        this.responseWait = settings.responseWait();
        this.checks = new PrimitiveChecks(clock);
        this.authorization = new Authorization(settings);
        this.addressing = addressing;
        this.services = services;
        this.creation = new Creation(services, drafts, presentation, changes, subscribing);
        this.retrieval = new Retrieval(
                presentation, new Family(services, addressing, presentation, clock, settings.resultLimit()));
        Succession succession = new Succession(services, executor);
        this.updating = new Updating(services, drafts, presentation, changes, subscribing, succession);
        this.deletion = new Deletion(services, retrieval, changes, succession);
    }

    /**
     * Carries out a request.
     *
     * @return never completes exceptionally
     * @throws AbsentException before anything was changed
     * @throws RuntimeException when the request is refused or fails
     */
    CompletionStage<ResponsePrimitive> receive(RequestPrimitive request) {
        checks.check(request);
        Resource resource = addressing.find(request.to()).orElseThrow(() -> missing(request.to()));
        authorization.check(request);
        Target target = new Target(resource, services.typeOf(resource), addressing.structured(resource));
        checkConditions(request, resource);
        return switch (request.operation()) {
            case CREATE -> inTime(request, creation.create(request, target));
            case RETRIEVE -> retrieve(request, target);
            case UPDATE -> inTime(
                    request,
                    updating.update(request, target).thenApply(updated -> updating.response(request, target, updated)));
            case DELETE -> inTime(request, deletion.delete(request, target));
            case NOTIFY -> throw new OneM2mException(
                    resource.type() == Base.TYPE
                            ? ResponseStatusCode.NOT_IMPLEMENTED
                            : ResponseStatusCode.OPERATION_NOT_ALLOWED,
                    "This resource takes no notifications; to create a child of it, write ;ty=12 or another type in"
                            + " Content-Type.");
        };
    }

    /**
     * What is checked of a non-blocking request before it is acknowledged; whether it can be carried out, its {@code
     * <request>} tells.
     *
     * @throws AbsentException before anything was changed
     * @throws OneM2mException when the request is refused; 4000 when it is about a {@code <request>} itself (TS-0004
     *     7.4.12.2)
     */
    void admit(RequestPrimitive request) {
        checks.check(request);
        authorization.check(request);
        if (addressing
                .find(request.to())
                .filter(target -> target.type() == RequestRecords.TYPE)
                .isPresent()) {
            throw new OneM2mException(
                    ResponseStatusCode.BAD_REQUEST,
                    "Requests about a <request> are blocking: set the Response Type (rt) to 3, or leave it out.");
        }
    }

    private OneM2mException missing(String address) {
        int end = (address + "/").indexOf(FAN_OUT_POINT);
        if (end > 0
                && addressing
                        .find(address.substring(0, end))
                        .filter(parent -> parent.type() == GROUP)
                        .isPresent()) {
            return new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "Requests are not fanned out to the members of a <group>: send them to the members.");
        }
        return new OneM2mException(
                ResponseStatusCode.NOT_FOUND, "There is no resource with this address: check the To parameter.");
    }

    /** Conditions on the target itself; when the result is about its descendants, they are conditions on these. */
    private static void checkConditions(RequestPrimitive request, Resource resource) {
        boolean aboutDescendants = request.discovery()
                || request.operation() == Operation.RETRIEVE
                        && request.resultContent()
                                .filter(wanted -> wanted != ResultContent.ATTRIBUTES)
                                .isPresent();
        if (!aboutDescendants && !request.filter().selects(resource)) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_FOUND, "The resource does not satisfy the Filter Criteria.");
        }
    }

    private CompletionStage<ResponsePrimitive> retrieve(RequestPrimitive request, Target target) {
        if (request.discovery()) {
            return CompletableFuture.completedFuture(retrieved(request, retrieval.discover(request, target)));
        }
        if (target.type().handled().contains(Operation.RETRIEVE) && Retrieval.showsAttributes(request)) {
            Optional<ResourceHandler> handler = services.handlerOf(target.type());
            return inTime(
                    request,
                    handler.orElseThrow()
                            .retrieve(target.resource(), request)
                            .thenApply(
                                    current -> retrieved(request, retrieval.retrieve(request, target.with(current)))));
        }
        return CompletableFuture.completedFuture(retrieved(request, retrieval.retrieve(request, target)));
    }

    private static ResponsePrimitive retrieved(RequestPrimitive request, Content content) {
        return new ResponsePrimitive(
                ResponseStatusCode.OK,
                request.requestId(),
                content.representation(),
                Optional.empty(),
                content.nextOffset());
    }

    /** A handler that never answers must not keep the originator waiting for ever. */
    private CompletionStage<ResponsePrimitive> inTime(
            RequestPrimitive request, CompletionStage<ResponsePrimitive> response) {
        CompletableFuture<ResponsePrimitive> bounded = new CompletableFuture<>();
        response.whenComplete((answer, failure) -> {
            if (failure == null) {
                bounded.complete(answer);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        if (bounded.isDone()) {
            return bounded.exceptionally(failure -> Failures.answerHere(request, failure, services));
        }
        Duration atMost = Stream.of(request.requestExpiration(), request.resultExpiration())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(until -> Duration.between(clock.instant(), until).plus(GRACE))
                .filter(wait -> wait.compareTo(GRACE) > 0)
                .orElse(responseWait);
        return bounded.orTimeout(atMost.toNanos(), TimeUnit.NANOSECONDS)
                .handleAsync(
                        (answer, failure) -> failure == null ? answer : Failures.answerHere(request, failure, services),
                        executor);
    }
}
