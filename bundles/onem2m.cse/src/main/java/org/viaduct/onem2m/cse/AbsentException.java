package org.viaduct.onem2m.cse;

import java.util.function.Function;

/**
 * A service that the CSE needs is not there at present, and may come back any moment. Thrown only before a request had any
 * effect, so that it can be tried again.
 */
final class AbsentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, RuntimeException> refusal;

    /**
     * @param sentence for the originator
     * @param refusal makes what is thrown when nobody waits any longer
     */
    AbsentException(String sentence, Function<String, RuntimeException> refusal) {
        super(sentence, null, false, false);
        this.refusal = refusal;
    }

    RuntimeException refusal() {
        return refusal.apply(getMessage());
    }
}
