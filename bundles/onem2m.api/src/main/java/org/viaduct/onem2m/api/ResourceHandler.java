package org.viaduct.onem2m.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;

/**
 * Gives the operations on some resource types their effect. Found by its service property {@link #TYPES}; of several for
 * one type the one with the highest ranking is asked. The CSE has resolved the target, checked the originator and validated
 * the content against the {@link org.viaduct.onem2m.type.ResourceType} before it calls, and builds the response afterwards.
 *
 * <p>Called concurrently. Refusals are {@link org.viaduct.onem2m.OneM2mException}s, thrown or completed with. What was
 * answered as done is durable. A handler that stops while an UPDATE or a DELETE waits for something ends it with a {@link
 * HandlerStoppedException}.
 */
@ConsumerType
public interface ResourceHandler {

    /** Service property, String or array of it: root names of the representations it handles, such as {@code m2m:mgc}. */
    String TYPES = "viaduct.resource.types";

    /**
     * Checks a resource that is about to be created and stores it.
     *
     * @param candidate not stored yet, with defaults filled in
     * @return the resource as stored
     */
    Resource create(Resource candidate, RequestPrimitive request);

    /**
     * @param changes the validated attributes of the content by short name; {@code null} removes one
     */
    CompletionStage<Updated> update(Resource current, Map<String, Object> changes, RequestPrimitive request);

    /**
     * Deletes the resource and its descendants, with whatever has to happen first. Asked once more, with the same resource,
     * where a former handler stopped before it was done.
     */
    CompletionStage<Void> delete(Resource current, RequestPrimitive request);

    /**
     * Brings a resource up to date before its attributes are shown. Asked only for types whose RETRIEVE is {@linkplain
     * org.viaduct.onem2m.type.ResourceType#handled handled}; the resources below another one are shown as they are stored.
     *
     * @param request names the attributes that are wanted, if not all are ({@code m2m:atrl})
     */
    default CompletionStage<Resource> retrieve(Resource current, RequestPrimitive request) {
        return CompletableFuture.completedFuture(current);
    }

    /** Called when expirationTime has passed, instead of {@link #delete}: the resource goes, without any effect on devices. */
    void expire(Resource current);

    /**
     * Goes on waiting for the end of an UPDATE that a former handler began.
     *
     * @param current the resource as it was then
     * @param continuation that of its {@link HandlerStoppedException}
     */
    default CompletionStage<Updated> resume(Resource current, String continuation, RequestPrimitive request) {
        throw new UnsupportedOperationException("No UPDATE of this handler waits for anything");
    }
}
