package org.viaduct.onem2m.cse;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.store.Change;

/** DELETE (TS-0004 7.3.3.8). */
final class Deletion {

    private final Services services;
    private final Retrieval retrieval;
    private final Changes changes;
    private final Succession succession;

    Deletion(Services services, Retrieval retrieval, Changes changes, Succession succession) {
        this.services = services;
        this.retrieval = retrieval;
        this.changes = changes;
        this.succession = succession;
    }

    CompletionStage<ResponsePrimitive> delete(RequestPrimitive request, Target target) {
        String refusal = target.type().refusals().get(Operation.DELETE);
        if (refusal != null) {
            throw new OneM2mException(ResponseStatusCode.OPERATION_NOT_ALLOWED, refusal);
        }
        Optional<ResourceHandler> handler = services.handlerOf(target.type());
        Content content = retrieval.content(
                request.resultContent().orElse(ResultContent.NOTHING),
                target,
                request.filter(),
                request.identifierType());
        CompletionStage<Void> deleted;
        if (handler.isPresent()) {
            deleted = succession.finished(
                    target.type(),
                    handler.get().delete(target.resource(), request),
                    next -> next.delete(target.resource(), request),
                    (next, continuation) -> next.delete(target.resource(), request));
        } else {
            changes.applyNow(Change.builder().delete(target.resource().id()).build());
            deleted = CompletableFuture.completedFuture(null);
        }
        return deleted.thenApply(done -> new ResponsePrimitive(
                ResponseStatusCode.DELETED,
                request.requestId(),
                content.representation(),
                Optional.empty(),
                content.nextOffset()));
    }
}
