package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.resource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException.Reason;

/** Resources are created, found, updated and deleted. */
public interface ResourceContract extends StoreUnderTest {

    @Test
    default void a_created_resource_is_found_by_id_and_by_name() {
        Resource stored = create(node("n1"));

        assertThat(store().find(new ResourceId("n1"))).contains(stored);
        assertThat(store().child(ROOT, "name-n1")).contains(stored);
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(store().find(new ResourceId("n2"))).isEmpty();
        assertThat(store().child(ROOT, "n1")).isEmpty();
        assertThat(store().child(new ResourceId("n2"), "name-n1")).isEmpty();
    }

    @Test
    default void all_values_of_a_representation_survive_with_their_types() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("z", List.of(1L, "two", true, List.of()));
        inner.put("a", Map.of());
        inner.put("none", null);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("text", "ä€\uD83D\uDE00 lone \uD800 and \0 nul");
        attributes.put("empty", "");
        attributes.put("yes", true);
        attributes.put("no", false);
        attributes.put("min", Long.MIN_VALUE);
        attributes.put("minus", -1L);
        attributes.put("max", Long.MAX_VALUE);
        attributes.put("double", -0.1e-300);
        attributes.put("bigInteger", BigInteger.TEN.pow(40).negate());
        attributes.put("bigDecimal", new BigDecimal("-1.000E-7"));
        attributes.put("nested", inner);
        create(resource("v", ROOT, "v", 28, attributes));

        Map<String, Object> read =
                store().find(new ResourceId("v")).orElseThrow().attributes();
        assertThat(read).isEqualTo(attributes);
        assertThat(read.keySet()).containsExactlyElementsOf(attributes.keySet());
        assertThat(read.values().stream().map(Object::getClass).map(Class::getSimpleName))
                .startsWith("String", "String", "Boolean", "Boolean", "Long", "Long", "Long", "Double", "BigInteger");
    }

    @Test
    default void a_value_that_no_representation_holds_is_refused() {
        Change change = Change.builder()
                .create(resource("v", ROOT, "v", 28, Map.of("x", START)))
                .build();
        assertThatThrownBy(() -> store().apply(change)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void names_are_unique_among_the_children_of_a_parent() {
        create(node("n1"));
        create(resource("c1", new ResourceId("n1"), "same", 13, Map.of()));
        create(resource("c2", ROOT, "same", 13, Map.of()));

        assertThat(conflict(Change.builder().create(resource("c3", ROOT, "same", 13, Map.of()))))
                .isEqualTo(Reason.NAME_TAKEN);
        assertThat(conflict(Change.builder().create(resource("c1", ROOT, "other", 13, Map.of()))))
                .isEqualTo(Reason.ID_TAKEN);
        assertThat(conflict(Change.builder().create(resource("c4", new ResourceId("gone"), "c4", 13, Map.of()))))
                .isEqualTo(Reason.PARENT_GONE);
    }

    @Test
    default void an_update_needs_the_revision_that_is_stored() {
        Resource first = create(node("n1"));
        Resource second = first.with(Map.of("a", 1L), START);
        store().apply(Change.builder().update(second).build());

        assertThat(store().find(first.id())).contains(second.stored());
        assertThat(conflict(Change.builder().update(second))).isEqualTo(Reason.STALE);
        assertThat(conflict(Change.builder().update(node("n2")))).isEqualTo(Reason.GONE);
        assertThat(store().find(first.id())).contains(second.stored());
    }

    @Test
    default void changed_labels_and_expiration_times_are_searched_for_at_once() {
        Resource first = create(
                resource("n1", ROOT, "n1", 14, Map.of("lbl", List.of("old", "kept"), "et", Timestamp.format(START))));
        store().apply(Change.builder()
                .update(first.with(
                        Map.of("lbl", List.of("new", "kept"), "et", Timestamp.format(START.plusSeconds(10))), START))
                .build());

        assertThat(ids(ROOT, labelled("old"))).isEmpty();
        assertThat(ids(ROOT, labelled("new"))).containsExactly("n1");
        assertThat(ids(ROOT, labelled("kept"))).containsExactly("n1");
        assertThat(store().expired(START.plusSeconds(9), 10)).isEmpty();
        assertThat(store().expired(START.plusSeconds(10), 10)).hasSize(1);
    }

    @Test
    default void expired_resources_come_soonest_first() {
        for (int i : new int[] {3, 1, 2, 5}) {
            create(resource("e" + i, ROOT, "e" + i, 14, Map.of("et", Timestamp.format(START.plusSeconds(i)))));
        }
        assertThat(store().expired(START.plusSeconds(3), 10))
                .extracting(Resource::name)
                .containsExactly("e1", "e2", "e3");
        assertThat(store().expired(START.plusSeconds(3), 2))
                .extracting(Resource::name)
                .containsExactly("e1", "e2");
        assertThat(store().expired(START, 10)).isEmpty();
    }

    @Test
    default void an_update_can_neither_rename_nor_move_nor_retype() {
        Resource node = create(node("n1"));
        create(node("n2"));
        for (Resource other : List.of(
                new Resource(node.id(), node.parentId(), "other", node.type(), node.attributes(), node.revision()),
                new Resource(
                        node.id(),
                        Optional.of(new ResourceId("n2")),
                        node.name(),
                        node.type(),
                        node.attributes(),
                        node.revision()),
                new Resource(node.id(), node.parentId(), node.name(), 13, node.attributes(), node.revision()))) {
            assertThatThrownBy(
                            () -> store().apply(Change.builder().update(other).build()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(store().find(node.id())).contains(node);
    }

    @Test
    default void a_resource_that_was_stored_before_cannot_be_created() {
        Resource stored = node("n1").stored();
        assertThatThrownBy(() -> create(stored)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void names_and_labels_may_hold_any_text() {
        String text = "ä€\uD83D\uDE00 lone \uD800 and \0 nul";
        create(resource("odd", ROOT, text, 28, Map.of("lbl", List.of(text))));

        assertThat(store().child(ROOT, text)).isPresent();
        assertThat(ids(ROOT, labelled(text))).containsExactly("odd");
        assertThat(ids(ROOT, labelled("ä€\uD83D\uDE00 lone \uDBFF and \0 nul"))).isEmpty();
    }

    @Test
    default void a_label_may_be_long() {
        String label = "x".repeat(100_000);
        create(resource("long", ROOT, "long", 28, Map.of("lbl", List.of(label, "short"))));

        assertThat(ids(ROOT, labelled(label))).containsExactly("long");
        assertThat(ids(ROOT, labelled(label + "x"))).isEmpty();
        assertThat(ids(ROOT, labelled("short"))).containsExactly("long");
    }

    @Test
    default void a_resource_without_an_expiration_time_does_not_expire() {
        Resource mortal = create(resource("e", ROOT, "e", 14, Map.of("et", Timestamp.format(START))));
        Map<String, Object> without = new HashMap<>();
        without.put("et", null);
        store().apply(Change.builder().update(mortal.with(without, START)).build());

        assertThat(store().expired(START.plusSeconds(1_000), 10)).isEmpty();
    }
}
