package org.viaduct.onem2m.api;

import java.util.Optional;

/**
 * A {@link ResourceHandler} stops before an operation of it has ended, because its bundle is being stopped or updated. The CSE
 * has the next handler for the type go on, if one comes soon; its originator notices a pause at most.
 */
public final class HandlerStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<String> continuation;

    private HandlerStoppedException(Optional<String> continuation) {
        super("The handler was stopped or updated before the operation had ended.", null, false, false);
        this.continuation = continuation;
    }

    /** The same call is to be made again: nothing was done, or what was done does not matter to it. */
    public static HandlerStoppedException again() {
        return new HandlerStoppedException(Optional.empty());
    }

    /**
     * An UPDATE was stored, and only its end is still waited for: {@link ResourceHandler#resume} is to be called.
     *
     * @param continuation whatever the next handler has to know
     */
    public static HandlerStoppedException resumable(String continuation) {
        return new HandlerStoppedException(Optional.of(continuation));
    }

    /** What to call {@link ResourceHandler#resume} with; empty when the same call is to be made again. */
    public Optional<String> continuation() {
        return continuation;
    }
}
