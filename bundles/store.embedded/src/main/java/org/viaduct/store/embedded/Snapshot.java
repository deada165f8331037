package org.viaduct.store.embedded;

import java.util.concurrent.atomic.AtomicInteger;
import org.viaduct.store.tree.Maps;

/** The maps as of the last change that is durable. Its file space is kept until it is retired and its last reader left. */
final class Snapshot {

    private final Maps maps;
    private final Runnable release;
    private final AtomicInteger holders = new AtomicInteger(1);

    Snapshot(Maps maps, Runnable release) {
        this.maps = maps;
        this.release = release;
    }

    Maps maps() {
        return maps;
    }

    /** @return false when it is retired and gone: there is a newer one */
    boolean enter() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) != 0;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            release.run();
        }
    }

    void retire() {
        leave();
    }
}
