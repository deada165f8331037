package org.viaduct.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.ConflictException.Reason;
import org.viaduct.store.Entry;
import org.viaduct.store.Store;

/** What every store does. A backend's test extends it. */
abstract class StoreContract {

    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    static final ResourceId ROOT = new ResourceId("id-in");

    /** The store under test: empty at the start of each test. */
    abstract Store store();

    @BeforeEach
    void create_the_root() {
        create(new Resource(ROOT, Optional.empty(), "cse-in", 5, Map.of("ct", Timestamp.format(START)), 0));
    }

    static Resource resource(String id, ResourceId parent, String name, int type, Map<String, Object> attributes) {
        return new Resource(new ResourceId(id), Optional.of(parent), name, type, attributes, 0);
    }

    static Resource node(String id) {
        return resource(id, ROOT, "name-" + id, 14, Map.of("ct", Timestamp.format(START)));
    }

    final Resource create(Resource resource) {
        store().apply(Change.builder().create(resource).build());
        return resource.stored();
    }

    static Entry entry(String bucket, String key, String value) {
        return new Entry(bucket, key, value.getBytes(StandardCharsets.UTF_8), 0);
    }

    static String text(Entry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
    }

    final Reason conflict(Change.Builder change) {
        return catchThrowableOfType(() -> store().apply(change.build()), ConflictException.class)
                .reason();
    }

    final List<String> ids(ResourceId ancestor, FilterCriteria criteria) {
        return store().descendants(ancestor, criteria).stream()
                .map(resource -> resource.id().value())
                .toList();
    }

    static FilterCriteria labelled(String... labels) {
        FilterCriteria all = FilterCriteria.ALL;
        return new FilterCriteria(
                all.types(),
                Set.of(labels),
                all.createdBefore(),
                all.createdAfter(),
                all.modifiedSince(),
                all.unmodifiedSince(),
                all.expireBefore(),
                all.expireAfter(),
                all.level(),
                all.limit(),
                all.offset());
    }

    static FilterCriteria page(FilterCriteria of, int offset, int limit) {
        return new FilterCriteria(
                of.types(),
                of.labels(),
                of.createdBefore(),
                of.createdAfter(),
                of.modifiedSince(),
                of.unmodifiedSince(),
                of.expireBefore(),
                of.expireAfter(),
                of.level(),
                OptionalInt.of(limit),
                offset);
    }

    @Test
    void a_created_resource_is_found_by_id_and_by_name() {
        Resource stored = create(node("n1"));

        assertThat(store().find(new ResourceId("n1"))).contains(stored);
        assertThat(store().child(ROOT, "name-n1")).contains(stored);
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(store().find(new ResourceId("n2"))).isEmpty();
        assertThat(store().child(ROOT, "n1")).isEmpty();
        assertThat(store().child(new ResourceId("n2"), "name-n1")).isEmpty();
    }

    @Test
    void all_values_of_a_representation_survive_with_their_types() {
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
    void a_value_that_no_representation_holds_is_refused() {
        Change change = Change.builder()
                .create(resource("v", ROOT, "v", 28, Map.of("x", START)))
                .build();
        assertThatThrownBy(() -> store().apply(change)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_are_unique_among_the_children_of_a_parent() {
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
    void an_update_needs_the_revision_that_is_stored() {
        Resource first = create(node("n1"));
        Resource second = first.with(Map.of("a", 1L), START);
        store().apply(Change.builder().update(second).build());

        assertThat(store().find(first.id())).contains(second.stored());
        assertThat(conflict(Change.builder().update(second))).isEqualTo(Reason.STALE);
        assertThat(conflict(Change.builder().update(node("n2")))).isEqualTo(Reason.GONE);
        assertThat(store().find(first.id())).contains(second.stored());
    }

    @Test
    void steps_see_the_steps_before_them() {
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
    void a_change_that_conflicts_in_its_last_step_changes_nothing() {
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
    void a_delete_takes_the_descendants_out_of_every_search() {
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
    void descendants_come_in_the_order_of_their_creation() {
        create(node("n2"));
        create(node("n1"));
        create(resource("c", new ResourceId("n1"), "c", 13, Map.of("lbl", List.of("x"))));
        create(resource("b", new ResourceId("n2"), "b", 12, Map.of("lbl", List.of("x", "y"))));
        create(resource("a", new ResourceId("c"), "a", 13, Map.of("lbl", List.of("y"))));
        create(node("n0"));

        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n2", "n1", "c", "b", "a", "n0");
        assertThat(ids(ROOT, FilterCriteria.ALL.withLevel(1))).containsExactly("n2", "n1", "n0");
        assertThat(ids(ROOT, FilterCriteria.ALL.withLevel(2))).containsExactly("n2", "n1", "c", "b", "n0");
        assertThat(ids(ROOT, page(FilterCriteria.ALL, 2, 3))).containsExactly("n1", "c", "b");
        assertThat(ids(ROOT, page(FilterCriteria.ALL, 6, 3))).containsExactly("n0");
        assertThat(ids(ROOT, page(FilterCriteria.ALL, 7, 3))).isEmpty();
        assertThat(ids(ROOT, FilterCriteria.ALL.withLimit(0))).isEmpty();
        assertThat(ids(ROOT, FilterCriteria.ALL.withTypes(Set.of(13)))).containsExactly("c", "a");
        assertThat(ids(ROOT, FilterCriteria.ALL.withTypes(Set.of(12, 13)))).containsExactly("c", "b", "a");
        assertThat(ids(ROOT, FilterCriteria.ALL.withTypes(Set.of(12, 13)).withLevel(2)))
                .containsExactly("c", "b");
        assertThat(ids(ROOT, labelled("x", "y"))).containsExactly("c", "b", "a");
        assertThat(ids(ROOT, labelled("x", "y").withTypes(Set.of(13)))).containsExactly("c", "a");
        assertThat(ids(ROOT, page(labelled("x", "y"), 2, 1))).containsExactly("b");
        assertThat(ids(new ResourceId("n1"), labelled("x", "y"))).containsExactly("c", "a");
        assertThat(ids(new ResourceId("c"), FilterCriteria.ALL)).containsExactly("a");
        assertThat(ids(new ResourceId("gone"), FilterCriteria.ALL)).isEmpty();
    }

    @Test
    void both_ways_of_searching_agree_in_a_larger_tree() {
        Change.Builder change = Change.builder();
        for (int i = 0; i < 400; i++) {
            ResourceId parent = i < 3 ? ROOT : new ResourceId("r" + (i * 7 % i) / 3);
            change.create(resource("r" + i, parent, "r" + i, i % 5, Map.of("lbl", List.of("l" + i % 3, "l" + i % 4))));
        }
        store().apply(change.build());
        for (ResourceId ancestor : List.of(ROOT, new ResourceId("r0"), new ResourceId("r2"), new ResourceId("r9"))) {
            for (int level : new int[] {1, 2, 3, 100}) {
                List<Resource> all = store().descendants(ancestor, FilterCriteria.ALL.withLevel(level));
                for (FilterCriteria criteria : List.of(
                        FilterCriteria.ALL.withTypes(Set.of(1, 3)),
                        labelled("l1", "l3"),
                        labelled("l2").withTypes(Set.of(0, 4)))) {
                    assertThat(store().descendants(ancestor, criteria.withLevel(level)))
                            .isEqualTo(all.stream().filter(criteria::selects).toList());
                }
            }
        }
    }

    @Test
    void changed_labels_and_expiration_times_are_searched_for_at_once() {
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
    void expired_resources_come_soonest_first() {
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
    void entries_are_compared_and_set() {
        Entry first = entry("b", "k", "1");
        store().apply(Change.builder().put(first).build());
        assertThat(conflict(Change.builder().put(first))).isEqualTo(Reason.STALE);

        Entry read = store().entry("b", "k").orElseThrow();
        assertThat(read.revision()).isEqualTo(1);
        store().apply(Change.builder().put(read.with(new byte[] {'2'})).build());
        assertThat(conflict(Change.builder().put(read))).isEqualTo(Reason.STALE);
        assertThat(conflict(Change.builder().remove(read))).isEqualTo(Reason.STALE);
        assertThat(text(store().entry("b", "k").orElseThrow())).isEqualTo("2");

        store().apply(Change.builder()
                .remove(store().entry("b", "k").orElseThrow())
                .build());
        assertThat(store().entry("b", "k")).isEmpty();
        assertThat(conflict(Change.builder().remove(read))).isEqualTo(Reason.STALE);
        store().apply(Change.builder().put(first).build());
    }

    @Test
    void entries_of_a_bucket_come_in_the_order_of_their_keys() {
        Change.Builder change = Change.builder();
        for (String key : List.of("b", "a", "aa", "\uFFFF", "\uD83D\uDE00", "é")) {
            change.put(entry("bucket", key, key));
        }
        change.put(entry("bucke", "x", "x")).put(entry("bucket2", "x", "x"));
        store().apply(change.build());

        assertThat(store().entries("bucket", "", 100))
                .extracting(Entry::key)
                .containsExactly("a", "aa", "b", "é", "\uD83D\uDE00", "\uFFFF");
        assertThat(store().entries("bucket", "a", 2)).extracting(Entry::key).containsExactly("aa", "b");
        assertThat(store().entries("bucket", "ab", 1)).extracting(Entry::key).containsExactly("b");
        assertThat(store().entries("bucket", "\uFFFF", 5)).isEmpty();
        assertThat(store().entries("other", "", 5)).isEmpty();
    }

    @Test
    void sixteen_threads_that_count_together_lose_nothing() throws Exception {
        create(resource("counter", ROOT, "counter", 14, Map.of("n", 0L)));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        increment();
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Resource counter = store().find(new ResourceId("counter")).orElseThrow();
        assertThat(counter.number("n")).contains(400L);
        assertThat(counter.revision()).isEqualTo(401);
    }

    private void increment() {
        while (true) {
            Resource counter = store().find(new ResourceId("counter")).orElseThrow();
            long next = counter.number("n").orElseThrow() + 1;
            try {
                store().apply(Change.builder()
                        .update(counter.with(Map.of("n", next), START))
                        .build());
                return;
            } catch (ConflictException e) {
                assertThat(e.reason()).isEqualTo(Reason.STALE);
            }
        }
    }
}
