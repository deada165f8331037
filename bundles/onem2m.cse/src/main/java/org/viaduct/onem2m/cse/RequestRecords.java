package org.viaduct.onem2m.cse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/**
 * The {@code <request>}s as they are stored. Beside each that is pending there is an entry, changed in the same change, so
 * that those whose operation was cut off by a restart are found again.
 */
final class RequestRecords {

    static final String ROOT = "m2m:req";
    static final int TYPE = 17;

    private static final Logger LOG = LoggerFactory.getLogger(RequestRecords.class);
    private static final String PENDING = "request.pending";
    private static final int PAGE = 500;
    private static final int ATTEMPTS = 10;
    private static final long PARTIAL_CONTENT = 1;

    /** How far the operation of a pending request is. */
    enum Stage {
        /** It waits for its time, and its request can be made of the resource. */
        WAITING,
        /** It waits for its time, and its request is in memory only. */
        WAITING_UNSTORED,
        /** It has begun, or may have, in this process: who has begun it still ends it, also after an update of the CSE. */
        UNDER_WAY,
        /** It has begun, or may have, in a process that is gone. */
        CUT_OFF
    }

    private static final byte[] WAITING = {1};
    private static final byte[] WAITING_UNSTORED = {2};

    private final Services services;
    private final Drafts drafts;
    private final Changes changes;
    private final ResultNotifications notifications;
    /** What the entry of an operation says that has begun in this process. */
    private final byte[] begun;

    RequestRecords(
            Services services, Drafts drafts, Changes changes, ResultNotifications notifications, String process) {
        this.services = services;
        this.drafts = drafts;
        this.changes = changes;
        this.notifications = notifications;
        this.begun = process.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] value(Stage stage) {
        return switch (stage) {
            case WAITING -> WAITING;
            case WAITING_UNSTORED -> WAITING_UNSTORED;
            case UNDER_WAY -> begun;
            case CUT_OFF -> throw new IllegalArgumentException("What was cut off is not stored");
        };
    }

    private Stage stage(Entry entry) {
        if (Arrays.equals(entry.value(), WAITING)) {
            return Stage.WAITING;
        }
        if (Arrays.equals(entry.value(), WAITING_UNSTORED)) {
            return Stage.WAITING_UNSTORED;
        }
        return Arrays.equals(entry.value(), begun) ? Stage.UNDER_WAY : Stage.CUT_OFF;
    }

    /** requestStatus and operationResult as long as the operation has not ended (TS-0004 table 7.3.2.2-2). */
    static Map<String, Object> pending(RequestPrimitive request) {
        return Map.of(
                "rs",
                RequestStatus.PENDING.value(),
                "ors",
                Map.of("rsc", (long) ResponseStatusCode.ACCEPTED.code(), "rqi", request.requestId()));
    }

    void create(Resource resource, Stage stage) {
        changes.applyNow(Change.builder()
                .create(resource)
                .put(new Entry(PENDING, resource.id().value(), value(stage), 0))
                .build());
    }

    /** Notes durably that an operation that waited begins: whatever happens, it is not begun again. */
    void begin(ResourceId id) {
        repeat((store, change) -> store.entry(PENDING, id.value())
                .filter(entry -> stage(entry) == Stage.WAITING || stage(entry) == Stage.WAITING_UNSTORED)
                .ifPresent(entry -> change.put(entry.with(begun))));
    }

    /** Whether an operation has begun in this process and not ended. */
    boolean isUnderWay(ResourceId id) {
        return services.store()
                .entry(PENDING, id.value())
                .filter(entry -> stage(entry) == Stage.UNDER_WAY)
                .isPresent();
    }

    /** Those that are pending and satisfy a condition. */
    Map<ResourceId, Stage> pending(Predicate<ResourceId> condition) {
        Store store = services.store();
        Map<ResourceId, Stage> found = new LinkedHashMap<>();
        List<Entry> page;
        String after = "";
        do {
            page = store.entries(PENDING, after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                ResourceId id = new ResourceId(after);
                if (condition.test(id)) {
                    found.put(id, stage(entry));
                }
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Stores the outcome, also of an operation that was given up too early. */
    void complete(ResourceId id, ResponsePrimitive outcome) {
        settle(id, outcome, resource -> true);
    }

    Optional<Resource> find(ResourceId id) {
        return services.store().find(id);
    }

    /** Marks a request as failed whose operation nobody carries out any more (TS-0004 6.3.4.2.10). */
    void abandon(ResourceId id, Stage stage) {
        Optional<Resource> resource = find(id);
        String requestId = resource.flatMap(each -> each.text("rid")).orElse("");
        String why =
                switch (stage) {
                    case UNDER_WAY,
                            CUT_OFF -> "The CSE was stopped before it knew how the operation ended: look at its target before"
                            + " you repeat it.";
                    case WAITING,
                            WAITING_UNSTORED -> "The CSE was stopped before the Operation Execution Time, and keeps"
                            + " no content with passwords or with what is not valid: nothing was done, send it again.";
                };
        settle(
                id,
                ResponsePrimitive.failure(requestId, ResponseStatusCode.INTERNAL_SERVER_ERROR, why),
                RequestRecords::isPending);
        resource.ifPresent(each -> LOG.info("{} has failed: {}", id, why));
    }

    /** Deletes a request, if it is there, with what is kept beside it. */
    void delete(ResourceId id) {
        repeat((store, change) -> {
            store.entry(PENDING, id.value()).ifPresent(change::remove);
            if (store.find(id).isPresent()) {
                change.delete(id);
            }
        });
    }

    private void settle(ResourceId id, ResponsePrimitive outcome, Predicate<Resource> condition) {
        List<PendingNotification> pending = new ArrayList<>();
        repeat((store, change) -> {
            pending.clear();
            store.entry(PENDING, id.value()).ifPresent(change::remove);
            Optional<Resource> resource = store.find(id).filter(condition);
            if (resource.isPresent()) {
                Map<String, Object> result = operationResult(outcome);
                long status = RequestStatus.after(outcome.status()).value();
                change.update(resource.get().with(Map.of("rs", status, "ors", result), drafts.now()));
                pending.addAll(notifications.of(resource.get(), result));
                pending.forEach(each -> change.put(each.entry()));
            }
        });
        if (!pending.isEmpty()) {
            services.notifierNow().ifPresent(notifier -> notifier.stored(pending));
        }
    }

    /** @param steps adds the steps of a change to it, by what the store has now */
    private void repeat(BiConsumer<Store, Change.Builder> steps) {
        for (int attempt = 1; ; attempt++) {
            Store store = services.store();
            Change.Builder builder = Change.builder();
            steps.accept(store, builder);
            Change change = builder.build();
            if (change.steps().isEmpty()) {
                return;
            }
            try {
                changes.applyNow(change);
                return;
            } catch (ConflictException overtaken) {
                if (attempt == ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private static boolean isPending(Resource resource) {
        return resource.number("rs").equals(Optional.of(RequestStatus.PENDING.value()));
    }

    /** m2m:operationResult (TS-0004 6.3.5.32). */
    private Map<String, Object> operationResult(ResponsePrimitive outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rsc", (long) outcome.status().code());
        result.put("rqi", outcome.requestId());
        outcome.content().map(RequestRecords::content).ifPresent(content -> result.put("pc", content));
        result.put("ot", Timestamp.format(drafts.now()));
        outcome.nextOffset().ifPresent(next -> {
            result.put("cnst", PARTIAL_CONTENT);
            result.put("cnot", (long) next);
        });
        return result;
    }

    private static Map<String, Object> content(Representation content) {
        return Map.of(content.root(), content.value());
    }
}
