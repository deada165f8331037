package org.viaduct.store.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;

import org.junit.jupiter.api.Test;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreStoppedException;
import org.viaduct.store.contract.Samples;
import org.viaduct.store.contract.StoreContract;

class VolatileStoreTest implements StoreContract {

    private final VolatileStore store = new VolatileStore();

    @Override
    public StoreBackend store() {
        return store;
    }

    @Test
    void a_stopped_store_refuses_with_a_sentence() {
        store.stop();
        assertThatThrownBy(() -> store.find(ROOT))
                .isInstanceOf(StoreStoppedException.class)
                .hasMessageContaining("stopped");
        assertThatThrownBy(() -> create(Samples.node("n1"))).isInstanceOf(StoreStoppedException.class);
    }
}
