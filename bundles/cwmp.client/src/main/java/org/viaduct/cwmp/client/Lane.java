package org.viaduct.cwmp.client;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.viaduct.cwmp.CpeId;

/** What makes the messages of one CPE go one after the other, also from one session to the next. */
final class Lane {

    private final CpeId cpe;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int users;
    private volatile @Nullable Session current;

    Lane(CpeId cpe) {
        this.cpe = cpe;
    }

    CpeId cpe() {
        return cpe;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Those who are in the lane or wait to get in; changed by {@link Sessions} inside an atomic step of its map. */
    int users() {
        return users;
    }

    void users(int count) {
        users = count;
    }

    /** The CPE's session, if it has one. */
    @Nullable
    Session current() {
        return current;
    }

    void current(@Nullable Session session) {
        current = session;
    }
}
