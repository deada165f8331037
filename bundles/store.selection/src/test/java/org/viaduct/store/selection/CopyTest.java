package org.viaduct.store.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreBackends.Phase;
import org.viaduct.store.StoreBackends.Progress;
import org.viaduct.store.StoreBackends.Totals;
import org.viaduct.store.contract.Samples;
import org.viaduct.store.memory.VolatileStore;

class CopyTest {

    private static final int NODES = 1_200;

    private final StoreBackend from = new VolatileStore();
    private final StoreBackend to = new VolatileStore();
    private final List<Progress> told = new ArrayList<>();

    @BeforeEach
    void a_store_with_something_in_it() {
        Change.Builder change = Change.builder().create(Samples.root());
        for (int i = 0; i < NODES; i++) {
            Resource node = resource("n" + i, ROOT, "n" + i, 14, Map.of("lbl", List.of("l" + i % 3), "n", (long) i));
            change.create(node).update(node.stored().with(Map.of("b", true), START));
            change.put(entry("b" + i % 2, "k" + i, "v" + i));
        }
        from.apply(change.build());
    }

    private Totals copy() {
        return new Copy(from, to, told::add).run();
    }

    @Test
    void everything_is_copied_with_its_revisions_and_its_order() {
        Totals totals = copy();

        assertThat(totals.resources()).isEqualTo(NODES + 1);
        assertThat(totals.entries()).isEqualTo(NODES);
        assertThat(to.allResources(Optional.empty(), 10_000)).isEqualTo(from.allResources(Optional.empty(), 10_000));
        assertThat(to.allEntries(Optional.empty(), 10_000))
                .usingRecursiveComparison()
                .isEqualTo(from.allEntries(Optional.empty(), 10_000));
        assertThat(told).extracting(Progress::phase).contains(Phase.COPYING, Phase.VERIFYING);
        assertThat(told).last().isEqualTo(new Progress(Phase.VERIFYING, NODES + 1, NODES));
    }

    @Test
    void the_checksum_is_that_of_the_content() {
        Totals first = copy();
        StoreBackend changed = new VolatileStore();
        Resource node = from.find(new ResourceId("n7")).orElseThrow();
        from.apply(Change.builder().update(node.with(Map.of("n", 8L), START)).build());
        Totals second = new Copy(from, changed, told::add).run();

        assertThat(second.checksum()).isNotEqualTo(first.checksum()).hasSize(64);
    }

    @Test
    void a_store_that_holds_something_is_not_copied_to() {
        to.apply(Change.builder().put(entry("b", "k", "v")).build());
        assertThatThrownBy(this::copy)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not empty");
        assertThat(to.allResources(Optional.empty(), 1)).isEmpty();
    }

    @Test
    void a_copy_that_broke_off_is_made_anew() {
        to.apply(Change.builder().put(Copy.UNFINISHED).build());
        to.restore(from.allResources(Optional.empty(), 700), from.allEntries(Optional.empty(), 600));
        copy();

        assertThat(to.allResources(Optional.empty(), 10_000)).isEqualTo(from.allResources(Optional.empty(), 10_000));
        assertThat(to.allEntries(Optional.empty(), 10_000))
                .extracting(Entry::key)
                .hasSize(NODES);
        assertThat(told).extracting(Progress::phase).contains(Phase.CLEARING);
    }
}
