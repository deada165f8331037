package org.viaduct.onem2m.cse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/** UPDATE (TS-0004 7.3.3.4 and 7.3.3.7). */
final class Updating {

    private static final int ATTEMPTS = 5;
    private static final int MOST_REFERENCES = 100;

    private final Services services;
    private final Drafts drafts;
    private final Presentation presentation;
    private final Changes changes;
    private final Subscribing subscribing;
    private final Succession succession;

    Updating(
            Services services,
            Drafts drafts,
            Presentation presentation,
            Changes changes,
            Subscribing subscribing,
            Succession succession) {
        this.services = services;
        this.drafts = drafts;
        this.presentation = presentation;
        this.changes = changes;
        this.subscribing = subscribing;
        this.succession = succession;
    }

    /** What is carried out; the response is made of it by {@link #response}. */
    CompletionStage<Updated> update(RequestPrimitive request, Target target) {
        String refusal = target.type().refusals().get(Operation.UPDATE);
        if (refusal != null) {
            throw new OneM2mException(ResponseStatusCode.OPERATION_NOT_ALLOWED, refusal);
        }
        Map<String, Object> wanted = withInitials(target.type(), Validation.content(target.type(), request.content()));
        Optional<ResourceHandler> handler = services.handlerOf(target.type());
        Store store = services.store();
        if (handler.isPresent()) {
            Map<String, Object> granted = checked(store, target, target.resource(), wanted);
            return succession.finished(
                    target.type(),
                    handler.get().update(target.resource(), granted, request),
                    next -> next.update(target.resource(), granted, request),
                    (next, continuation) -> next.resume(target.resource(), continuation, request));
        }
        if (target.type().type() == Subscriptions.TYPE) {
            checked(store, target, target.resource(), wanted);
            return subscribing
                    .mayUpdate(target, wanted)
                    .thenApply(verified -> new Updated(stored(store, target, wanted), List.of()));
        }
        return CompletableFuture.completedFuture(new Updated(stored(store, target, wanted), List.of()));
    }

    ResponsePrimitive response(RequestPrimitive request, Target target, Updated updated) {
        Optional<Representation> shown =
                switch (request.resultContent().orElse(ResultContent.ATTRIBUTES)) {
                    case ATTRIBUTES, ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES -> Optional.of(withChildren(
                            target, presentation.members(target.type(), updated.resource()), updated.created()));
                    case MODIFIED_ATTRIBUTES -> Optional.of(withChildren(
                            target,
                            Modified.members(
                                    target.type(),
                                    Validation.content(target.type(), request.content()),
                                    presentation.members(target.type(), target.resource()),
                                    presentation.members(target.type(), updated.resource())),
                            updated.created()));
                    case NOTHING,
                            HIERARCHICAL_ADDRESS,
                            HIERARCHICAL_ADDRESS_AND_ATTRIBUTES,
                            ATTRIBUTES_AND_CHILD_RESOURCES,
                            CHILD_RESOURCE_REFERENCES,
                            ORIGINAL_RESOURCE,
                            CHILD_RESOURCES -> Optional.empty();
                };
        return new ResponsePrimitive(
                ResponseStatusCode.UPDATED, request.requestId(), shown, Optional.empty(), OptionalInt.empty());
    }

    private static Representation withChildren(Target target, Map<String, Object> members, List<Resource> created) {
        Map<String, Object> shown = new LinkedHashMap<>(members);
        if (!created.isEmpty()) {
            shown.put(
                    "ch",
                    created.stream()
                            .limit(MOST_REFERENCES)
                            .map(child -> Presentation.reference(child, target.address() + "/" + child.name()))
                            .toList());
        }
        return new Representation(target.type().root(), shown);
    }

    /** What CREATE fills in, a removal gives back: the attribute has its initial value again. */
    private static Map<String, Object> withInitials(ResourceType type, Map<String, Object> content) {
        Map<String, Object> complete = new LinkedHashMap<>(content);
        for (Attribute attribute : type.attributes()) {
            String shortName = attribute.shortName();
            if (!attribute.always() && complete.containsKey(shortName) && complete.get(shortName) == null) {
                attribute.initial().ifPresent(value -> complete.put(shortName, value));
            }
        }
        return complete;
    }

    private Resource stored(Store store, Target target, Map<String, Object> wanted) {
        Resource current = target.resource();
        for (int attempt = 1; ; attempt++) {
            Resource changed = current.with(checked(store, target, current, wanted), drafts.now());
            try {
                changes.applyNow(Change.builder().update(changed).build());
                return changed.stored();
            } catch (ConflictException conflict) {
                if (conflict.reason() != ConflictException.Reason.STALE || attempt == ATTEMPTS) {
                    throw conflict;
                }
                current = store.find(current.id()).orElseThrow(() -> conflict);
            }
        }
    }

    private Map<String, Object> checked(Store store, Target target, Resource current, Map<String, Object> wanted) {
        Validation.checkUpdate(target.type(), current, wanted, drafts.now());
        if (!(wanted.get("et") instanceof String et)) {
            return wanted;
        }
        Instant wished = Timestamp.parse(et);
        Instant granted = current.parentId()
                .flatMap(store::find)
                .map(parent -> Drafts.within(parent, wished))
                .orElse(wished);
        if (Expiry.of(current).filter(granted::isBefore).isPresent() && outlived(store, current, granted)) {
            throw new OneM2mException(
                    ResponseStatusCode.BAD_REQUEST,
                    "et (expirationTime) is earlier than that of a child: write a later one, or update the children"
                            + " first.");
        }
        Map<String, Object> adjusted = new LinkedHashMap<>(wanted);
        adjusted.put("et", Timestamp.format(granted));
        return adjusted;
    }

    private static boolean outlived(Store store, Resource parent, Instant until) {
        FilterCriteria longer = new FilterCriteria(
                FilterCriteria.ALL.types(),
                FilterCriteria.ALL.labels(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(until),
                OptionalInt.of(1),
                OptionalInt.of(2),
                1);
        return store.descendants(parent.id(), longer).stream()
                .anyMatch(child -> Expiry.of(child).filter(until::isBefore).isPresent());
    }
}
