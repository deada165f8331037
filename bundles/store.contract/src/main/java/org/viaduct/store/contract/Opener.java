package org.viaduct.store.contract;

import org.viaduct.store.StoreBackend;

/** Opens a backend also in another process, where it is made by its constructor without parameters. */
public interface Opener {

    /** @param place such as a directory; what was stored there before is there */
    StoreBackend open(String place);

    void close(StoreBackend store);
}
