package org.viaduct.interworking.service;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * The calls that are inside this bundle: when it stops it waits until they have left, so that whoever comes after it finds all
 * that they stored. Thread-safe.
 */
public final class Inside {

    private int calls;
    private boolean closed;

    /** @param refusal what is thrown when nobody is let in any more */
    public <T> T during(Supplier<T> call, Supplier<? extends RuntimeException> refusal) {
        if (!entered()) {
            left();
            throw refusal.get();
        }
        try {
            return call.get();
        } finally {
            left();
        }
    }

    /** Lets in whoever has something that would be lost elsewhere. */
    public void always(Runnable call) {
        entered();
        try {
            call.run();
        } finally {
            left();
        }
    }

    private synchronized boolean entered() {
        calls++;
        return !closed;
    }

    private synchronized void left() {
        calls--;
        notifyAll();
    }

    /** @param patience how long those inside are waited for at most */
    public synchronized void close(Duration patience) {
        closed = true;
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); calls > 0 && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
