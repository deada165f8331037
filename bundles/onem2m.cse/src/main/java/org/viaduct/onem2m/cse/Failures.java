package org.viaduct.onem2m.cse;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/** Turns what went wrong into a response primitive (TS-0004 7.3.3.13). */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The same, except that what can no longer be carried out here, and had no effect, is left to the next CSE. */
    static ResponsePrimitive answerHere(RequestPrimitive request, Throwable thrown, Services services) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (services.closed() && cause instanceof HandlerStoppedException stopped) {
            throw stopped;
        }
        return answer(request, thrown);
    }

    static ResponsePrimitive answer(RequestPrimitive request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof AbsentException absent) {
            cause = absent.refusal();
        }
        if (cause instanceof OneM2mException refusal) {
            return ResponsePrimitive.failure(request.requestId(), refusal.status(), refusal.getMessage());
        }
        if (cause instanceof ConflictException conflict) {
            return ResponsePrimitive.failure(request.requestId(), status(conflict), sentence(conflict));
        }
        if (cause instanceof HandlerStoppedException) {
            return ResponsePrimitive.failure(
                    request.requestId(),
                    ResponseStatusCode.INTERNAL_SERVER_ERROR,
                    "The bundle that handles the resource is being stopped or updated: look at its target, then try again.");
        }
        if (cause instanceof StoreUnavailableException) {
            LOG.debug("The store is not available", cause);
            return ResponsePrimitive.failure(
                    request.requestId(),
                    ResponseStatusCode.INTERNAL_SERVER_ERROR,
                    "The store is not available; try again.");
        }
        if (cause instanceof TimeoutException) {
            return ResponsePrimitive.failure(
                    request.requestId(),
                    ResponseStatusCode.REQUEST_TIMEOUT,
                    "The request was not carried out in time; what it began may still go on.");
        }
        LOG.error("A {} request failed unexpectedly", request.operation(), cause);
        return ResponsePrimitive.failure(
                request.requestId(),
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The CSE failed unexpectedly; its log says why.");
    }

    private static ResponseStatusCode status(ConflictException conflict) {
        return switch (conflict.reason()) {
            case NAME_TAKEN -> ResponseStatusCode.CONFLICT;
            case GONE, PARENT_GONE -> ResponseStatusCode.NOT_FOUND;
            case ID_TAKEN, STALE -> ResponseStatusCode.INTERNAL_SERVER_ERROR;
        };
    }

    private static String sentence(ConflictException conflict) {
        return switch (conflict.reason()) {
            case NAME_TAKEN -> "The parent has a child with this rn already: choose another, or leave rn out.";
            case GONE, PARENT_GONE -> "The resource has been deleted meanwhile.";
            case ID_TAKEN, STALE -> "The resource is being changed by others at the same time; try again.";
        };
    }
}
