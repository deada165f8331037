package org.viaduct.store.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.store.contract.Samples;

class SelectedStoreTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Stoppable first = new Stoppable();
    private final Stoppable second = new Stoppable();

    private static SelectedStore selecting(String name, Duration pause) {
        return new SelectedStore(name, pause);
    }

    private static Change creating(Resource resource) {
        return Change.builder().create(resource).build();
    }

    @Test
    void calls_go_to_the_backend_that_is_selected_whichever_came_first() {
        SelectedStore store = selecting("b", SHORT);
        store.arrived("a", first.service());
        store.arrived("b", second.service());
        store.apply(creating(Samples.root()));

        assertThat(first.held().find(ROOT)).isEmpty();
        assertThat(second.held().find(ROOT)).isPresent();
        assertThat(store.find(ROOT)).isPresent();
    }

    @Test
    void without_the_selected_backend_a_call_is_refused_with_a_sentence_after_the_pause() {
        SelectedStore store = selecting("postgresql", SHORT);
        store.arrived("embedded", first.service());

        assertThatThrownBy(() -> store.find(ROOT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("The store postgresql is not there: there is embedded.")
                .hasMessageContaining("viaduct-store-postgresql");
        assertThatThrownBy(() -> store.apply(creating(Samples.root()))).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void a_call_that_finds_a_stopped_backend_goes_to_the_next() throws Exception {
        SelectedStore store = selecting("a", LONG);
        StoreBackend before = first.service();
        store.arrived("a", before);
        first.stop();
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> store.apply(creating(Samples.root())));
        CompletableFuture<Boolean> query =
                CompletableFuture.supplyAsync(() -> store.find(ROOT).isPresent());
        store.left("a", before);
        store.arrived("a", second.service());

        change.get(10, TimeUnit.SECONDS);
        query.get(10, TimeUnit.SECONDS);
        assertThat(second.held().find(ROOT)).isPresent();
    }

    @Test
    void while_it_is_held_changes_wait_and_reads_go_on() throws Exception {
        SelectedStore store = selecting("a", LONG);
        store.arrived("a", first.service());
        store.hold("Copied.");
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> store.apply(creating(Samples.root())));
        assertThat(store.descendants(ROOT, FilterCriteria.ALL)).isEmpty();
        assertThat(change).isNotDone();
        store.release();

        change.get(10, TimeUnit.SECONDS);
        assertThat(store.find(ROOT)).isPresent();
    }

    @Test
    void a_change_that_waited_too_long_is_refused_with_the_reason() {
        SelectedStore store = selecting("a", SHORT);
        store.arrived("a", first.service());
        store.hold("It is being copied.");

        assertThatThrownBy(() -> store.apply(creating(Samples.root())))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("It is being copied.");
        assertThatThrownBy(() -> store.hold("Again.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_selected_before_is_not_used_any_more() {
        SelectedStore store = selecting("a", SHORT);
        store.arrived("a", first.service());
        store.arrived("b", second.service());
        store.select("b");
        store.apply(creating(Samples.root()));

        assertThat(first.held().find(ROOT)).isEmpty();
        assertThat(second.held().find(ROOT)).isPresent();
        assertThat(store.names()).containsExactly("a", "b");
    }
}
