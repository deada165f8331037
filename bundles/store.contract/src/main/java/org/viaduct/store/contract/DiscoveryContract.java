package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.created;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.moments;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.page;
import static org.viaduct.store.contract.Samples.resource;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;

/** Descendants are found by criteria, in the order of their creation, and a page at a time. */
public interface DiscoveryContract extends StoreUnderTest {

    @Test
    default void descendants_come_in_the_order_of_their_creation() {
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
    default void all_ways_of_searching_agree_in_a_larger_tree() {
        Change.Builder change = Change.builder();
        for (int i = 0; i < 400; i++) {
            ResourceId parent = i < 3 ? ROOT : new ResourceId("r" + (i * 7 % i) / 3);
            change.create(resource("r" + i, parent, "r" + i, i % 5, attributes(i)));
        }
        store().apply(change.build());
        Change.Builder updates = Change.builder();
        for (int i = 0; i < 400; i += 7) {
            Resource resource = store().find(new ResourceId("r" + i)).orElseThrow();
            updates.update(resource.with(Map.of("lbl", List.of("l" + i % 5)), START.plusSeconds(i % 60)));
        }
        store().apply(updates.build());
        for (ResourceId ancestor : List.of(ROOT, new ResourceId("r0"), new ResourceId("r2"), new ResourceId("r9"))) {
            for (OptionalInt level : List.of(
                    OptionalInt.empty(),
                    OptionalInt.of(1),
                    OptionalInt.of(2),
                    OptionalInt.of(3),
                    OptionalInt.of(100))) {
                List<Resource> all = store().descendants(ancestor, upTo(level, FilterCriteria.ALL));
                criteria().forEach(criteria -> {
                    List<Resource> selected =
                            all.stream().filter(criteria::selects).toList();
                    assertThat(store().descendants(ancestor, upTo(level, criteria)))
                            .isEqualTo(selected);
                    for (int offset : new int[] {1, 2, 20, 200, 401}) {
                        assertThat(store().descendants(ancestor, upTo(level, page(criteria, offset, 9))))
                                .isEqualTo(selected.stream()
                                        .skip(offset - 1)
                                        .limit(9)
                                        .toList());
                    }
                });
            }
        }
    }

    private static Map<String, Object> attributes(int i) {
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "ct",
                Timestamp.format(START.plusSeconds(i * 13 % 50)),
                "lt",
                Timestamp.format(START.plusSeconds(i * 11 % 97)),
                "lbl",
                List.of("l" + i % 3, "l" + i % 4)));
        if (i % 3 > 0) {
            attributes.put("et", Timestamp.format(START.plusSeconds(i * 17 % 31)));
        }
        return attributes;
    }

    private static Stream<FilterCriteria> criteria() {
        Instant five = START.plusSeconds(5);
        Instant twenty = START.plusSeconds(20);
        return Stream.of(
                FilterCriteria.ALL,
                FilterCriteria.ALL.withTypes(Set.of(1)),
                FilterCriteria.ALL.withTypes(Set.of(1, 3)),
                labelled("l1"),
                labelled("l1", "l3"),
                labelled("l2").withTypes(Set.of(0, 4)),
                created(five, twenty),
                created(twenty, five),
                moments(Map.of("cra", twenty)),
                moments(Map.of("ms", five, "us", twenty)),
                moments(Map.of("us", five)).withTypes(Set.of(2)),
                moments(Map.of("crb", twenty, "ms", five, "exb", twenty)),
                moments(Map.of("exb", twenty)),
                moments(Map.of("exa", five)),
                moments(Map.of("exa", five, "exb", twenty)));
    }

    private static FilterCriteria upTo(OptionalInt level, FilterCriteria criteria) {
        return level.isPresent() ? criteria.withLevel(level.getAsInt()) : criteria;
    }

    @Test
    default void every_criterion_selects_as_it_says() {
        create(resource(
                "n1",
                ROOT,
                "n1",
                14,
                Map.of(
                        "ct",
                        Timestamp.format(START),
                        "lt",
                        Timestamp.format(START.plusSeconds(10)),
                        "et",
                        Timestamp.format(START.plusSeconds(20)))));
        for (int second = -1; second <= 21; second++) {
            assertSelected(second > 0, "crb", second);
            assertSelected(second <= 0, "cra", second);
            assertSelected(second <= 10, "ms", second);
            assertSelected(second > 10, "us", second);
            assertSelected(second > 20, "exb", second);
            assertSelected(second <= 20, "exa", second);
        }
        assertThat(ids(ROOT, FilterCriteria.ALL)).containsExactly("n1");
    }

    private void assertSelected(boolean expected, String criterion, int second) {
        assertThat(ids(ROOT, moments(Map.of(criterion, START.plusSeconds(second)))))
                .describedAs("%s at %d s", criterion, second)
                .hasSize(expected ? 1 : 0);
    }

    @Test
    default void what_has_no_expiration_time_expires_after_any_moment() {
        create(node("n1"));
        assertThat(ids(ROOT, moments(Map.of("exb", Instant.parse("9999-12-31T23:59:59Z")))))
                .isEmpty();
        assertThat(ids(ROOT, moments(Map.of("exa", Instant.parse("9999-12-31T23:59:59Z")))))
                .containsExactly("n1");
        assertThat(store().expired(Instant.parse("9999-12-31T23:59:59Z"), 10)).isEmpty();
    }
}
