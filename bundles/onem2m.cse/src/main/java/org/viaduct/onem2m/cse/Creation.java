package org.viaduct.onem2m.cse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;

/** CREATE (TS-0004 7.3.3.3 and 7.3.3.5). */
final class Creation {

    private static final int MGMT_OBJ = 13;

    private final Services services;
    private final Drafts drafts;
    private final Presentation presentation;
    private final Changes changes;
    private final Subscribing subscribing;

    Creation(Services services, Drafts drafts, Presentation presentation, Changes changes, Subscribing subscribing) {
        this.services = services;
        this.drafts = drafts;
        this.presentation = presentation;
        this.changes = changes;
        this.subscribing = subscribing;
    }

    CompletionStage<ResponsePrimitive> create(RequestPrimitive request, Target parent) {
        ResourceType type = typeToCreate(request, parent);
        Map<String, Object> content = Validation.content(type, request.content());
        Validation.checkCreate(type, content, drafts.now());
        Optional<ResourceHandler> handler = services.handlerOf(type);

        Map<String, Object> attributes = new LinkedHashMap<>(content);
        Optional<String> name = Optional.ofNullable(attributes.remove("rn")).map(String.class::cast);
        if (type.type() == Subscriptions.TYPE) {
            attributes.put("cr", request.from());
        }
        Resource candidate = drafts.draft(parent.resource(), name, type, attributes);
        return stored(request, parent, candidate, handler)
                .thenApply(
                        created -> response(request, type, content, created, parent.address() + "/" + created.name()));
    }

    private CompletionStage<Resource> stored(
            RequestPrimitive request, Target parent, Resource candidate, Optional<ResourceHandler> handler) {
        Change change = Change.builder().create(candidate).build();
        if (candidate.type() == Subscriptions.TYPE) {
            return subscribing.mayCreate(parent, candidate).thenApply(verified -> {
                changes.apply(change);
                return candidate.stored();
            });
        }
        if (handler.isPresent()) {
            return CompletableFuture.completedFuture(handler.get().create(candidate, request));
        }
        changes.applyNow(change);
        return CompletableFuture.completedFuture(candidate.stored());
    }

    private ResourceType typeToCreate(RequestPrimitive request, Target parent) {
        int number = request.resourceType().orElseThrow();
        List<ResourceType> types = services.typesNumbered(number);
        if (types.isEmpty()) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "This CSE does not implement the resource type " + number + ".");
        }
        String root = request.content().map(Representation::root).orElse("");
        Optional<ResourceType> named =
                types.stream().filter(type -> type.root().equals(root)).findFirst();
        ResourceType type = named.orElse(types.get(0));
        if (named.isEmpty() && number == MGMT_OBJ && request.content().isPresent()) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "This CSE does not implement the specialization of <mgmtObj> in the content.");
        }
        String refusal = type.refusals().get(Operation.CREATE);
        if (refusal != null) {
            throw new OneM2mException(ResponseStatusCode.OPERATION_NOT_ALLOWED, refusal);
        }
        if (!type.mayBeChildOf(parent.type())) {
            throw new OneM2mException(
                    number == Subscriptions.TYPE
                            ? ResponseStatusCode.TARGET_NOT_SUBSCRIBABLE
                            : ResponseStatusCode.INVALID_CHILD_RESOURCE_TYPE,
                    "A <" + type.name() + "> cannot be created under a <"
                            + parent.type().name() + ">: its parent is "
                            + String.join(" or ", type.parents()) + ".");
        }
        return type;
    }

    private ResponsePrimitive response(
            RequestPrimitive request,
            ResourceType type,
            Map<String, Object> content,
            Resource created,
            String address) {
        Optional<Representation> shown =
                switch (request.resultContent().orElse(ResultContent.ATTRIBUTES)) {
                    case ATTRIBUTES -> Optional.of(presentation.representation(type, created));
                    case HIERARCHICAL_ADDRESS -> Optional.of(new Representation("m2m:uri", address));
                    case HIERARCHICAL_ADDRESS_AND_ATTRIBUTES -> Optional.of(new Representation(
                            "m2m:rce", Map.of(type.root(), presentation.members(type, created), "uri", address)));
                    case MODIFIED_ATTRIBUTES -> Optional.of(
                            Modified.representation(type, content, presentation.members(type, created)));
                    case NOTHING,
                            ATTRIBUTES_AND_CHILD_RESOURCES,
                            ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
                            CHILD_RESOURCE_REFERENCES,
                            ORIGINAL_RESOURCE,
                            CHILD_RESOURCES -> Optional.empty();
                };
        return new ResponsePrimitive(
                ResponseStatusCode.CREATED, request.requestId(), shown, Optional.of(address), OptionalInt.empty());
    }
}
