package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.cse.RequestRecords.Stage;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/**
 * Non-blocking requests: acknowledged as soon as their {@code <request>} is durable, and carried out after that (TS-0004
 * 7.2.2.2, 7.3.2.2 to 7.3.2.5). Thread-safe.
 */
final class NonBlocking implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(NonBlocking.class);
    private static final int MOST_UNFINISHED = 1000;
    private static final Duration REPETITION = Duration.ofSeconds(1);

    /**
     * An operation whose end is not stored yet.
     *
     * @param begun whether it can no longer be called off
     */
    private record Operation(RequestPrimitive request, boolean begun, Optional<ResponsePrimitive> outcome) {

        Operation begin() {
            return new Operation(request, true, outcome);
        }

        Operation end(ResponsePrimitive response) {
            return new Operation(request, true, Optional.of(response));
        }
    }

    private final Map<ResourceId, Operation> unfinished = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private final Services services;
    private final Base base;
    private final Drafts drafts;
    private final RequestContext context;
    private final RequestRecords records;
    private final Clock clock;
    private final Executor executor;
    private final Function<RequestPrimitive, CompletionStage<ResponsePrimitive>> carryOut;

    /** @param carryOut carries a request out; never throws and never completes exceptionally */
    NonBlocking(
            Services services,
            Base base,
            Drafts drafts,
            RequestContext context,
            RequestRecords records,
            Clock clock,
            Executor executor,
            Function<RequestPrimitive, CompletionStage<ResponsePrimitive>> carryOut) {
        this.services = services;
        this.base = base;
        this.drafts = drafts;
        this.context = context;
        this.records = records;
        this.clock = clock;
        this.executor = executor;
        this.carryOut = carryOut;
    }

    static boolean isFor(RequestPrimitive request) {
        return switch (request.responseType()) {
            case NON_BLOCKING_REQUEST_SYNCH, NON_BLOCKING_REQUEST_ASYNCH -> true;
            case BLOCKING_REQUEST, FLEX_BLOCKING, NO_RESPONSE -> false;
        };
    }

    /**
     * Acknowledges a request that is valid and allowed, and has it carried out.
     *
     * @throws AbsentException before anything was changed
     * @throws OneM2mException 5206 without the resource type, 5000 when too many operations have not ended
     */
    ResponsePrimitive accept(RequestPrimitive request) {
        ResourceType type = services.typeNamed(RequestRecords.ROOT)
                .orElseThrow(() -> new OneM2mException(
                        ResponseStatusCode.NON_BLOCKING_SYNCH_REQUEST_NOT_SUPPORTED,
                        "Non-blocking requests are not supported: set the Response Type (rt) to 3, or leave it out."));
        Map<String, Object> attributes = context.attributes(request);
        attributes.putAll(RequestRecords.pending(request));
        Resource resource = drafts.draft(base.in(services.store()), Optional.empty(), type, attributes);
        if (unfinished.size() >= MOST_UNFINISHED) {
            throw new OneM2mException(
                    ResponseStatusCode.INTERNAL_SERVER_ERROR,
                    "More than " + MOST_UNFINISHED + " non-blocking requests have not ended: try again later.");
        }
        Operation operation = new Operation(context.bounded(request), false, Optional.empty());
        unfinished.put(resource.id(), operation);
        try {
            records.create(resource, stage(request, attributes));
        } catch (StoreUnavailableException perhapsStored) {
            unfinished.put(resource.id(), operation.end(Failures.answer(request, perhapsStored)));
            throw perhapsStored;
        } catch (RuntimeException notStored) {
            unfinished.remove(resource.id());
            throw notStored;
        }
        beginWhenDue(resource.id(), operation);
        return acknowledgement(request, resource);
    }

    /** What a start finds when there is one before the operation has ended. */
    private Stage stage(RequestPrimitive request, Map<String, Object> attributes) {
        if (!waits(request)) {
            return Stage.UNDER_WAY;
        }
        return RequestContext.isComplete(request, attributes) ? Stage.WAITING : Stage.WAITING_UNSTORED;
    }

    /** Whether there is no operation any more, or none that has begun; then it never will. */
    boolean recall(ResourceId id) {
        Operation operation = unfinished.get(id);
        if (operation == null) {
            return !records.isUnderWay(id);
        }
        return (!operation.begun() || operation.outcome().isPresent()) && unfinished.remove(id, operation);
    }

    /** What has not begun is left to the next start; what has begun still ends. */
    void stop() {
        stopped = true;
        unfinished.values().removeIf(operation -> !operation.begun());
    }

    /**
     * Stores what could not be stored before, begins what could not begin before, takes up what waits for its time since
     * before the start, and gives up what nobody carries out.
     */
    @Override
    public void run() {
        if (stopped) {
            return;
        }
        try {
            unfinished.forEach((id, operation) -> operation
                    .outcome()
                    .ifPresentOrElse(outcome -> settle(id, outcome), () -> beginIfOverdue(id, operation)));
            records.pending(id -> !unfinished.containsKey(id)).forEach((id, stage) -> {
                switch (stage) {
                    case WAITING -> records.find(id).ifPresent(this::takeUp);
                    case UNDER_WAY -> LOG.trace("{} is ended by whoever has begun it", id);
                    case CUT_OFF, WAITING_UNSTORED -> records.abandon(id, stage);
                }
            });
        } catch (RuntimeException | LinkageError failure) {
            report(failure);
        }
    }

    /** One whose time has passed begins at the next run: what it needs may still be starting. */
    private void takeUp(Resource resource) {
        RequestPrimitive request;
        try {
            request = context.request(resource);
        } catch (RuntimeException otherFormat) {
            LOG.warn("{} cannot be carried out: {}", resource.id(), otherFormat.toString());
            records.abandon(resource.id(), Stage.WAITING_UNSTORED);
            return;
        }
        Operation operation = new Operation(request, false, Optional.empty());
        unfinished.put(resource.id(), operation);
        if (waits(request)) {
            beginWhenDue(resource.id(), operation);
        }
        LOG.info("{} goes on waiting for its time", resource.id());
    }

    private void beginIfOverdue(ResourceId id, Operation operation) {
        if (!operation.begun() && !waits(operation.request())) {
            executor.execute(() -> begin(id));
        }
    }

    private void begin(ResourceId id) {
        Operation waiting = unfinished.get(id);
        if (waiting == null || waiting.begun()) {
            return;
        }
        try {
            if (waiting.request().operationExecution().isPresent()) {
                records.begin(id);
            }
        } catch (RuntimeException | LinkageError notNow) {
            report(notNow);
            return;
        }
        if (!unfinished.replace(id, waiting, waiting.begin())) {
            return;
        }
        carryOut.apply(waiting.request()).thenAccept(response -> {
            unfinished.computeIfPresent(id, (same, begun) -> begun.end(response));
            settle(id, response);
        });
    }

    /** Stores how an operation ended; when that is not possible now, the next run will, or, if there is none, this one. */
    private void settle(ResourceId id, ResponsePrimitive outcome) {
        try {
            records.complete(id, outcome);
            unfinished.remove(id);
        } catch (RuntimeException | LinkageError failure) {
            report(failure);
            if (stopped) {
                CompletableFuture.delayedExecutor(REPETITION.toMillis(), TimeUnit.MILLISECONDS, executor)
                        .execute(() -> settle(id, outcome));
            }
        }
    }

    private static void report(Throwable failure) {
        if (failure instanceof AbsentException
                || failure instanceof StoreUnavailableException
                || failure instanceof ConflictException) {
            LOG.debug("<request>s stay as they are until the next sweep: {}", failure.getMessage());
        } else {
            LOG.error("A <request> could not be brought up to date", failure);
        }
    }

    private boolean waits(RequestPrimitive request) {
        return request.operationExecution().filter(clock.instant()::isBefore).isPresent();
    }

    private void beginWhenDue(ResourceId id, Operation operation) {
        Instant now = clock.instant();
        operation
                .request()
                .operationExecution()
                .filter(now::isBefore)
                .map(due -> CompletableFuture.delayedExecutor(
                        Duration.between(now, due).toMillis() + 1, TimeUnit.MILLISECONDS, executor))
                .orElse(executor)
                .execute(() -> begin(id));
    }

    private ResponsePrimitive acknowledgement(RequestPrimitive request, Resource resource) {
        String reference = request.identifierType() == DesiredIdentifierResultType.UNSTRUCTURED
                ? resource.id().value()
                : base.name() + "/" + resource.name();
        return new ResponsePrimitive(
                request.responseType() == ResponseType.NON_BLOCKING_REQUEST_SYNCH
                        ? ResponseStatusCode.ACCEPTED_NON_BLOCKING_REQUEST_SYNCH
                        : ResponseStatusCode.ACCEPTED_NON_BLOCKING_REQUEST_ASYNCH,
                request.requestId(),
                Optional.of(new Representation("m2m:uri", reference)),
                Optional.empty(),
                OptionalInt.empty());
    }
}
