package org.viaduct.onem2m.api;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponsePrimitive;

/** The Common Services Entity, as bindings see it. Thread-safe. */
@ProviderType
public interface Cse {

    /**
     * Carries out a request. Never throws and never completes exceptionally: every failure is a response primitive with the
     * status code that the standard names and a sentence in {@code m2m:dbg}. A blocking request may take until its
     * requestExpiration; no thread waits meanwhile.
     *
     * <p>Except that it completes with {@link HandlerStoppedException#again} when it is stopped or updated before the request
     * had any effect: then the request is to be given to the next CSE.
     */
    CompletionStage<ResponsePrimitive> handle(RequestPrimitive request);
}
