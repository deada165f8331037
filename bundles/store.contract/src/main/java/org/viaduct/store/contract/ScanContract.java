package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;

/** A backend is read from its beginning to its end, and filled with what another holds. */
public interface ScanContract extends StoreUnderTest {

    @Test
    default void all_resources_come_in_the_order_of_their_creation_a_page_at_a_time() {
        create(node("n2"));
        create(node("n1"));
        create(resource("c", new ResourceId("n2"), "c", 13, Map.of()));
        store().apply(Change.builder().delete(new ResourceId("n1")).build());
        create(node("n0"));

        assertThat(store().allResources(Optional.empty(), 2))
                .extracting(resource -> resource.id().value())
                .containsExactly(ROOT.value(), "n2");
        assertThat(store().allResources(Optional.of(new ResourceId("n2")), 10))
                .extracting(resource -> resource.id().value())
                .containsExactly("c", "n0");
        assertThat(store().allResources(Optional.of(new ResourceId("n0")), 10)).isEmpty();
        assertThatThrownBy(() -> store().allResources(Optional.of(new ResourceId("n1")), 10))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    default void all_entries_come_by_bucket_and_key_a_page_at_a_time() {
        store().apply(Change.builder()
                .put(entry("b", "2", "v"))
                .put(entry("b", "1", "v"))
                .put(entry("a", "\uFFFF", "v"))
                .put(entry("b.c", "1", "v"))
                .build());

        List<Entry> first = store().allEntries(Optional.empty(), 2);
        assertThat(first).extracting(each -> each.bucket() + "/" + each.key()).containsExactly("a/\uFFFF", "b/1");
        assertThat(store().allEntries(Optional.of(first.get(1)), 10))
                .extracting(each -> each.bucket() + "/" + each.key())
                .containsExactly("b/2", "b.c/1");
    }

    @Test
    default void what_is_restored_is_as_it_was() {
        Resource node = new Resource(
                new ResourceId("n1"),
                Optional.of(ROOT),
                "n1",
                14,
                Map.of("lbl", List.of("red"), "et", Timestamp.format(START)),
                7);
        Resource child = new Resource(new ResourceId("c1"), Optional.of(node.id()), "c1", 13, Map.of(), 3);
        store().restore(List.of(node, child), List.of(new Entry("b", "k", new byte[] {1}, 9)));

        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "c1");
        assertThat(store().find(node.id())).contains(node);
        assertThat(store().child(node.id(), "c1")).contains(child);
        assertThat(ids(ROOT, labelled("red"))).containsExactly("n1");
        assertThat(store().expired(START, 10)).containsExactly(node);
        assertThat(store().entry("b", "k").orElseThrow().revision()).isEqualTo(9);
        store().apply(Change.builder()
                .update(child.with(Map.of("a", 1L), START))
                .build());
        assertThat(store().find(child.id()).orElseThrow().revision()).isEqualTo(4);
    }

    @Test
    default void nothing_is_restored_over_what_is_there() {
        create(node("n1"));
        store().apply(Change.builder().put(entry("b", "k", "v")).build());
        Entry entry = entry("b", "k", "w").stored();

        assertThatThrownBy(() ->
                        store().restore(List.of(node("n2").stored(), node("n1").stored()), List.of()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> store().restore(List.of(node("n2").stored()), List.of(entry)))
                .isInstanceOf(ConflictException.class);
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1");
    }
}
