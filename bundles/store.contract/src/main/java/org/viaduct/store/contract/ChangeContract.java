package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.entry;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;
import static org.viaduct.store.contract.Samples.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.Entry;

/** A change is applied as a whole or not at all. */
public interface ChangeContract extends StoreUnderTest {

    @Test
    default void steps_see_the_steps_before_them() {
        Resource node = node("n1");
        store().apply(Change.builder()
                .create(node)
                .update(node.stored().with(Map.of("a", 1L), START))
                .create(resource("c1", node.id(), "c1", 13, Map.of()))
                .put(entry("b", "k", "1"))
                .put(entry("b", "k", "1").stored().with(new byte[] {'2'}))
                .build());

        assertThat(store().find(node.id()).orElseThrow().revision()).isEqualTo(2);
        assertThat(store().child(node.id(), "c1")).isPresent();
        assertThat(text(store().entry("b", "k").orElseThrow())).isEqualTo("2");
    }

    @Test
    default void a_change_that_conflicts_in_its_last_step_changes_nothing() {
        Resource kept = create(resource("kept", ROOT, "kept", 14, Map.of("lbl", List.of("red"))));
        create(resource("child", kept.id(), "child", 13, Map.of("et", Timestamp.format(START))));
        store().apply(Change.builder().put(entry("b", "old", "1")).build());

        assertThat(conflict(Change.builder()
                        .create(node("new"))
                        .put(entry("b", "new", "1"))
                        .remove(entry("b", "old", "1").stored())
                        .update(kept.with(Map.of("lbl", List.of("blue")), START))
                        .delete(kept.id())
                        .delete(new ResourceId("gone"))))
                .isEqualTo(Reason.GONE);

        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("kept", "child");
        assertThat(ids(ROOT, labelled("red"))).containsExactly("kept");
        assertThat(ids(ROOT, labelled("blue"))).isEmpty();
        assertThat(store().expired(START, 10)).hasSize(1);
        assertThat(store().find(kept.id())).contains(kept);
        assertThat(store().entries("b", "", 10)).extracting(Entry::key).containsExactly("old");
    }

    @Test
    default void a_name_is_taken_until_a_step_before_has_freed_it() {
        Resource holder = create(resource("n1", ROOT, "name", 14, Map.of()));
        Resource other = resource("n2", ROOT, "name", 14, Map.of());

        assertThat(conflict(Change.builder().create(other).delete(holder.id()))).isEqualTo(Reason.NAME_TAKEN);
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1");
        store().apply(Change.builder().delete(holder.id()).create(other).build());
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n2");
    }

    @Test
    default void a_delete_takes_the_descendants_out_of_every_search() {
        create(node("n1"));
        Map<String, Object> attributes = Map.of("et", Timestamp.format(START), "lbl", List.of("a", "b"));
        create(resource("c1", new ResourceId("n1"), "c1", 13, attributes));
        create(resource("c2", new ResourceId("c1"), "c2", 13, attributes));
        create(resource("other", ROOT, "other", 13, attributes));

        store().apply(Change.builder().delete(new ResourceId("n1")).build());

        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("other");
        assertThat(ids(ROOT, labelled("a"))).containsExactly("other");
        assertThat(ids(ROOT, FilterCriteria.ALL.withTypes(Set.of(13, 14)))).containsExactly("other");
        assertThat(store().expired(START, 10)).extracting(Resource::name).containsExactly("other");
        assertThat(store().find(new ResourceId("c2"))).isEmpty();
        assertThat(store().child(ROOT, "name-n1")).isEmpty();
        assertThat(conflict(Change.builder().delete(new ResourceId("n1")))).isEqualTo(Reason.GONE);
        create(node("n1"));
        assertThat(ids(new ResourceId("n1"), FilterCriteria.ALL)).isEmpty();
    }

    @Test
    default void a_subtree_can_be_deleted_and_made_anew_in_one_change() {
        create(node("n1"));
        create(resource("c1", new ResourceId("n1"), "c1", 13, Map.of("lbl", List.of("old"))));
        create(resource("c2", new ResourceId("c1"), "c2", 13, Map.of()));

        store().apply(Change.builder()
                .delete(new ResourceId("n1"))
                .create(node("n1"))
                .create(resource("c1", new ResourceId("n1"), "c1", 13, Map.of("lbl", List.of("new"))))
                .build());

        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "c1");
        assertThat(ids(ROOT, labelled("old"))).isEmpty();
        assertThat(ids(ROOT, labelled("new"))).containsExactly("c1");
        assertThat(store().find(new ResourceId("c1")).orElseThrow().revision()).isEqualTo(1);
        assertThat(store().find(new ResourceId("c2"))).isEmpty();
    }

    @Test
    default void what_a_change_creates_and_deletes_leaves_no_trace() {
        store().apply(Change.builder()
                .create(node("n1"))
                .create(resource("c1", new ResourceId("n1"), "c1", 13, Map.of("lbl", List.of("x"))))
                .put(entry("b", "k", "v"))
                .remove(entry("b", "k", "v").stored())
                .delete(new ResourceId("n1"))
                .build());

        assertThat(ids(ROOT, FilterCriteria.ALL)).isEmpty();
        assertThat(ids(ROOT, labelled("x"))).isEmpty();
        assertThat(store().find(new ResourceId("c1"))).isEmpty();
        assertThat(store().entry("b", "k")).isEmpty();
    }

    @Test
    default void a_step_on_what_the_same_change_deleted_conflicts() {
        Resource node = create(node("n1"));
        Resource child = create(resource("c1", node.id(), "c1", 13, Map.of()));

        assertThat(conflict(Change.builder().delete(node.id()).update(child))).isEqualTo(Reason.GONE);
        assertThat(conflict(Change.builder().delete(node.id()).delete(child.id())))
                .isEqualTo(Reason.GONE);
        assertThat(conflict(Change.builder().delete(node.id()).create(resource("c2", child.id(), "c2", 13, Map.of()))))
                .isEqualTo(Reason.PARENT_GONE);
        assertThat(conflict(Change.builder().create(node("n2")).create(node("n2"))))
                .isEqualTo(Reason.ID_TAKEN);
        assertThat(conflict(Change.builder()
                        .create(resource("x", node.id(), "same", 13, Map.of()))
                        .create(resource("y", node.id(), "same", 13, Map.of()))))
                .isEqualTo(Reason.NAME_TAKEN);
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1", "c1");
    }

    @Test
    default void a_change_without_steps_does_nothing() {
        store().apply(Change.builder().build());
        assertThat(ids(ROOT, FilterCriteria.ALL)).isEmpty();
    }
}
