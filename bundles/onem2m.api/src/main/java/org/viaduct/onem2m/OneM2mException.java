package org.viaduct.onem2m;

/**
 * A request that cannot be carried out as asked: becomes a response with this status code and sentence ({@code m2m:dbg}).
 * The sentence is for the caller: it says what to change. No stack trace is taken.
 */
public final class OneM2mException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ResponseStatusCode status;

    public OneM2mException(ResponseStatusCode status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public ResponseStatusCode status() {
        return status;
    }
}
