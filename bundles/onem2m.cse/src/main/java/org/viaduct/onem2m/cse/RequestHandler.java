package org.viaduct.onem2m.cse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.ResourceHandler;
import org.viaduct.onem2m.api.Updated;

/** The operations on {@code <request>} (TS-0004 7.4.12.2). */
final class RequestHandler implements ResourceHandler {

    private final NonBlocking nonBlocking;
    private final RequestRecords records;

    RequestHandler(NonBlocking nonBlocking, RequestRecords records) {
        this.nonBlocking = nonBlocking;
        this.records = records;
    }

    @Override
    public Resource create(Resource candidate, RequestPrimitive request) {
        throw new OneM2mException(
                ResponseStatusCode.OPERATION_NOT_ALLOWED, "A <request> is not created by a request of its own.");
    }

    /** Nothing of it can be changed, so there is nothing to do. */
    @Override
    public CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request) {
        return CompletableFuture.completedFuture(new Updated(current, List.of()));
    }

    @Override
    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
        if (!nonBlocking.recall(current.id())) {
            throw new OneM2mException(
                    ResponseStatusCode.UNABLE_TO_RECALL_REQUEST,
                    "The operation has begun and cannot be called off: delete the <request> when its rs"
                            + " (requestStatus) is not 3 (PENDING) any more.");
        }
        records.delete(current.id());
        return CompletableFuture.completedFuture(null);
    }

    /** An operation that goes on has its effect, but nobody is told. */
    @Override
    public void expire(Resource current) {
        nonBlocking.recall(current.id());
        records.delete(current.id());
    }
}
