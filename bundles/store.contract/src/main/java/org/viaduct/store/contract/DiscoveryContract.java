package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.store.contract.Samples.ROOT;
import static org.viaduct.store.contract.Samples.START;
import static org.viaduct.store.contract.Samples.labelled;
import static org.viaduct.store.contract.Samples.node;
import static org.viaduct.store.contract.Samples.page;
import static org.viaduct.store.contract.Samples.resource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
    default void both_ways_of_searching_agree_in_a_larger_tree() {
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
        FilterCriteria all = FilterCriteria.ALL;
        for (int second = -1; second <= 21; second++) {
            Optional<Instant> at = Optional.of(START.plusSeconds(second));
            Optional<Instant> never = Optional.empty();
            assertSelected(second > 0, at, never, never, never, never, never);
            assertSelected(second <= 0, never, at, never, never, never, never);
            assertSelected(second <= 10, never, never, at, never, never, never);
            assertSelected(second > 10, never, never, never, at, never, never);
            assertSelected(second > 20, never, never, never, never, at, never);
            assertSelected(second <= 20, never, never, never, never, never, at);
        }
        assertThat(ids(ROOT, all)).containsExactly("n1");
    }

    private void assertSelected(
            boolean expected,
            Optional<Instant> crb,
            Optional<Instant> cra,
            Optional<Instant> ms,
            Optional<Instant> us,
            Optional<Instant> exb,
            Optional<Instant> exa) {
        FilterCriteria criteria = new FilterCriteria(
                Set.of(), Set.of(), crb, cra, ms, us, exb, exa, OptionalInt.empty(), OptionalInt.empty(), 1);
        assertThat(ids(ROOT, criteria)).hasSize(expected ? 1 : 0);
    }
}
