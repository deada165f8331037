package org.viaduct.http.listener;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that the bodies of all requests of a listener may occupy at a time. */
final class BodyBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    /** Takes all the bytes or none of them; {@link #release} must follow. */
    boolean take(int bytes) {
        boolean fits = taken.addAndGet(bytes) <= limit;
        if (!fits) {
            taken.addAndGet(-bytes);
        }
        return fits;
    }

    void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
