package org.viaduct.onem2m.cse;

import java.util.ArrayList;
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

    private final Services services;
    private final Drafts drafts;
    private final Changes changes;
    private final ResultNotifications notifications;

    RequestRecords(Services services, Drafts drafts, Changes changes, ResultNotifications notifications) {
        this.services = services;
        this.drafts = drafts;
        this.changes = changes;
        this.notifications = notifications;
    }

    /** requestStatus and operationResult as long as the operation has not ended (TS-0004 table 7.3.2.2-2). */
    static Map<String, Object> pending(RequestPrimitive request) {
        return Map.of(
                "rs",
                RequestStatus.PENDING.value(),
                "ors",
                Map.of("rsc", (long) ResponseStatusCode.ACCEPTED.code(), "rqi", request.requestId()));
    }

    void create(Resource resource) {
        changes.applyNow(Change.builder()
                .create(resource)
                .put(new Entry(PENDING, resource.id().value(), new byte[0], 0))
                .build());
    }

    /** Those that are pending and satisfy a condition. */
    List<ResourceId> pending(Predicate<ResourceId> condition) {
        Store store = services.store();
        List<ResourceId> found = new ArrayList<>();
        List<Entry> page;
        String after = "";
        do {
            page = store.entries(PENDING, after, PAGE);
            for (Entry entry : page) {
                after = entry.key();
                ResourceId id = new ResourceId(after);
                if (condition.test(id)) {
                    found.add(id);
                }
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Stores the outcome, also of an operation that was given up too early. */
    void complete(ResourceId id, ResponsePrimitive outcome) {
        settle(id, outcome, resource -> true);
    }

    /** Marks a request as failed whose operation nobody carries out any more (TS-0004 6.3.4.2.10). */
    void abandon(ResourceId id) {
        Optional<Resource> resource = services.store().find(id);
        String requestId = resource.flatMap(each -> each.text("rid")).orElse("");
        settle(
                id,
                ResponsePrimitive.failure(
                        requestId,
                        ResponseStatusCode.INTERNAL_SERVER_ERROR,
                        "The CSE was stopped before it knew how the operation ended: look at its target before you"
                                + " repeat it."),
                RequestRecords::isPending);
        resource.ifPresent(each -> LOG.info("{} has failed: a stop cut its operation off", id));
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
