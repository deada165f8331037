package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;

class RetrievalTest {

    private final TestCse test = new TestCse();

    @BeforeEach
    void plant() {
        Resource node = test.plant("cse-in", "n1", "m2m:nod", Map.of("ni", "00D09E-GW-1", "lbl", List.of("site:a")));
        test.plant("cse-in/n1", "dvi", "m2m:dvi", Map.of("dlb", "1", "man", "Acme", "mod", "GW", "dty", "GW"));
        assertThat(node.revision()).isEqualTo(1);
        test.reboot("rb");
        test.plant("cse-in/rb", "e1", "m2m:exin", Map.of("ext", "cse-in/n1"));
        test.plant("cse-in/rb", "e2", "m2m:exin", Map.of("ext", "cse-in/n1"));
    }

    @Test
    void the_csebase_shows_what_is_there_at_present() {
        assertThat(test.members(Request.retrieve("cse-in")))
                .containsEntry("rn", "cse-in")
                .containsEntry("ri", "id-in")
                .containsEntry("ty", 5L)
                .containsEntry("pi", "")
                .containsEntry("csi", "/id-in")
                .containsEntry("cst", 1L)
                .containsEntry("srv", List.of("2a", "3", "4", "5"))
                .containsEntry("srt", List.of(5L, 8L, 9L, 12L, 13L, 14L, 17L, 23L, 99L))
                .doesNotContainKeys("et", "ctm", "poa");
    }

    @Test
    void the_attributes_are_the_default() {
        ResponsePrimitive response = test.ask(Request.retrieve("cse-in/rb/e1"));
        assertThat(response.status().code()).isEqualTo(2000);
        assertThat(response.content().orElseThrow().root()).isEqualTo("m2m:exin");
        assertThat(response.content().orElseThrow().members())
                .containsEntry("exs", 1L)
                .containsEntry("exr", 31L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 7, 9})
    void a_result_content_of_other_operations_is_answered_4000(int rcn) {
        assertThat(test.code(Request.retrieve("cse-in").rcn(rcn))).isEqualTo(4000);
        assertThat(test.sentence(Request.retrieve("cse-in").rcn(rcn))).contains("use 1, 4, 5, 6, 8");
    }

    @Test
    @SuppressWarnings("unchecked")
    void rcn_4_nests_the_descendants_in_arrays_by_root_name() {
        Map<String, Object> shown = test.members(Request.retrieve("cse-in").rcn(4));
        assertThat(shown).containsEntry("csi", "/id-in").containsKeys("m2m:nod", "m2m:mgc");
        Map<String, Object> command = ((List<Map<String, Object>>) shown.get("m2m:mgc")).get(0);
        assertThat((List<Map<String, Object>>) command.get("m2m:exin"))
                .extracting(each -> each.get("rn"))
                .containsExactly("e1", "e2");
        Map<String, Object> node = ((List<Map<String, Object>>) shown.get("m2m:nod")).get(0);
        assertThat((List<Map<String, Object>>) node.get("m2m:dvi")).hasSize(1);
    }

    @Test
    void rcn_8_leaves_out_the_attributes_of_the_target() {
        assertThat(test.members(Request.retrieve("cse-in/rb").rcn(8))).containsOnlyKeys("m2m:exin");
    }

    @Test
    void rcn_5_refers_to_the_descendants() {
        Map<String, Object> shown = test.members(Request.retrieve("cse-in/rb").rcn(5));
        assertThat(shown)
                .containsEntry("cmt", 2L)
                .containsEntry(
                        "ch",
                        List.of(
                                Map.of("nm", "e1", "typ", 8L, "val", "cse-in/rb/e1"),
                                Map.of("nm", "e2", "typ", 8L, "val", "cse-in/rb/e2")));
        assertThat(test.members(Request.retrieve("cse-in/rb/e1").rcn(5))).doesNotContainKey("ch");
    }

    @Test
    void rcn_6_has_a_list_of_references_as_its_root() {
        ResponsePrimitive response = test.ask(Request.retrieve("cse-in/rb").rcn(6));
        assertThat(response.content().orElseThrow().root()).isEqualTo("m2m:rrl");
        assertThat((List<?>) response.content().orElseThrow().members().get("rrf"))
                .hasSize(2);
    }

    @Test
    void the_filter_applies_to_what_the_result_lists() {
        FilterCriteria nodes = FilterCriteria.ALL.withTypes(Set.of(14));
        assertThat(test.members(Request.retrieve("cse-in").rcn(4).filter(nodes)))
                .containsKey("m2m:nod")
                .doesNotContainKey("m2m:mgc");
        assertThat((List<?>) test.members(Request.retrieve("cse-in").rcn(6).filter(nodes))
                        .get("rrf"))
                .hasSize(1);
    }

    @Test
    void the_filter_applies_to_the_target_when_nothing_else_is_shown() {
        assertThat(test.code(Request.retrieve("cse-in/rb").filter(FilterCriteria.ALL.withTypes(Set.of(14)))))
                .isEqualTo(4004);
        assertThat(test.code(Request.retrieve("cse-in/rb").filter(FilterCriteria.ALL.withTypes(Set.of(12)))))
                .isEqualTo(2000);
    }

    @Test
    void the_level_bounds_the_depth() {
        assertThat(test.members(Request.retrieve("cse-in").rcn(4).filter(FilterCriteria.ALL.withLevel(1)))
                        .toString())
                .contains("m2m:mgc")
                .doesNotContain("m2m:exin");
    }

    @Test
    void discovery_lists_structured_addresses() {
        ResponsePrimitive response = test.ask(Request.retrieve("cse-in").discover());
        assertThat(response.status().code()).isEqualTo(2000);
        assertThat(response.content().orElseThrow().root()).isEqualTo("m2m:uril");
        assertThat(response.content().orElseThrow().value())
                .isEqualTo(List.of("cse-in/n1", "cse-in/n1/dvi", "cse-in/rb", "cse-in/rb/e1", "cse-in/rb/e2"));
        assertThat(response.nextOffset()).isEmpty();
    }

    @Test
    void discovery_lists_unstructured_addresses_when_asked() {
        assertThat(test.value(Request.retrieve("cse-in/rb").discover().unstructured()))
                .asList()
                .hasSize(2)
                .allSatisfy(address -> assertThat((String) address).startsWith("exin-"));
    }

    @Test
    void discovery_selects_by_type_and_label() {
        assertThat(test.value(Request.retrieve("-").discover().filter(FilterCriteria.ALL.withTypes(Set.of(8)))))
                .isEqualTo(List.of("cse-in/rb/e1", "cse-in/rb/e2"));
        assertThat(test.value(Request.retrieve("-").discover().filter(labelled("site:a"))))
                .isEqualTo(List.of("cse-in/n1"));
        assertThat(test.value(Request.retrieve("-").discover().filter(labelled("site:b"))))
                .isEqualTo(List.of());
    }

    @Test
    void discovery_with_rcn_6_has_references_and_no_other_rcn() {
        assertThat(test.ask(Request.retrieve("cse-in").discover().rcn(6))
                        .content()
                        .orElseThrow()
                        .root())
                .isEqualTo("m2m:rrl");
        assertThat(test.code(Request.retrieve("cse-in").discover().rcn(1))).isEqualTo(4000);
    }

    @Test
    void a_partial_result_says_where_to_go_on() {
        FilterCriteria two = FilterCriteria.ALL.withLimit(2);
        ResponsePrimitive first = test.ask(Request.retrieve("cse-in").discover().filter(two));
        assertThat(first.content().orElseThrow().value()).isEqualTo(List.of("cse-in/n1", "cse-in/n1/dvi"));
        assertThat(first.nextOffset()).hasValue(3);
        ResponsePrimitive last = test.ask(Request.retrieve("cse-in").discover().filter(window(2, 5)));
        assertThat(last.content().orElseThrow().value()).isEqualTo(List.of("cse-in/rb/e2"));
        assertThat(last.nextOffset()).isEmpty();
    }

    @Test
    void a_result_is_bounded_by_the_cse() {
        TestCse small = new TestCse(Duration.ZERO, 3);
        for (int index = 0; index < 5; index++) {
            small.box("cse-in", "b" + index);
        }
        ResponsePrimitive response =
                small.ask(Request.retrieve("cse-in").discover().filter(FilterCriteria.ALL.withLimit(1_000_000)));
        assertThat(response.content().orElseThrow().value()).asList().hasSize(3);
        assertThat(response.nextOffset()).hasValue(4);
    }

    @Test
    @SuppressWarnings("unchecked")
    void nested_results_go_on_with_the_child_that_did_not_fit() {
        TestCse small = new TestCse(Duration.ZERO, 4);
        for (String name : List.of("a", "b", "c")) {
            small.box("cse-in", name);
            small.box("cse-in/" + name, name + "1");
        }
        small.box("cse-in/b", "b2");
        ResponsePrimitive first = small.ask(Request.retrieve("cse-in").rcn(8));
        assertThat(first.nextOffset()).hasValue(2);
        assertThat((List<Map<String, Object>>)
                        first.content().orElseThrow().members().get("m2m:box"))
                .extracting(each -> each.get("rn"))
                .containsExactly("a");
        ResponsePrimitive second = small.ask(Request.retrieve("cse-in").rcn(8).filter(window(100, 2)));
        assertThat((List<Map<String, Object>>)
                        second.content().orElseThrow().members().get("m2m:box"))
                .extracting(each -> each.get("rn"))
                .containsExactly("b");
        assertThat(second.nextOffset()).hasValue(3);
        ResponsePrimitive third = small.ask(Request.retrieve("cse-in").rcn(8).filter(window(100, 3)));
        assertThat(third.nextOffset()).isEmpty();
    }

    @Test
    void a_child_with_too_many_descendants_is_cut_rather_than_asked_for_again_and_again() {
        TestCse small = new TestCse(Duration.ZERO, 2);
        small.box("cse-in", "a");
        for (int index = 0; index < 5; index++) {
            small.box("cse-in/a", "a" + index);
        }
        small.box("cse-in", "b");
        ResponsePrimitive first = small.ask(Request.retrieve("cse-in").rcn(8));
        assertThat(first.content().orElseThrow().value().toString())
                .contains("rn=a0")
                .doesNotContain("rn=a1");
        assertThat(first.nextOffset()).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_level_is_positive(int number) {
        assertThat(test.code(Request.retrieve("cse-in").discover().filter(FilterCriteria.ALL.withLevel(number))))
                .isEqualTo(4000);
    }

    @Test
    void a_limit_of_zero_gives_nothing_but_where_to_go_on() {
        FilterCriteria none = FilterCriteria.ALL.withLimit(0);
        ResponsePrimitive response =
                test.ask(Request.retrieve("cse-in").discover().filter(none));
        assertThat(response.content().orElseThrow().value()).isEqualTo(List.of());
        assertThat(response.nextOffset()).hasValue(1);
        assertThat(test.members(Request.retrieve("cse-in").rcn(8).filter(none))).isEmpty();
        assertThat(test.code(Request.retrieve("cse-in").discover().filter(FilterCriteria.ALL.withLimit(-1))))
                .isEqualTo(4000);
    }

    @Test
    void some_attributes_are_shown_when_the_content_names_them() {
        assertThat(test.members(Request.retrieve("cse-in/rb").content("m2m:atrl", List.of("cmt", "dc"))))
                .isEqualTo(Map.of("cmt", 2L));
        assertThat(test.code(Request.retrieve("cse-in/rb").content("m2m:atrl", List.of("foo"))))
                .isEqualTo(4000);
        assertThat(test.code(Request.retrieve("cse-in/rb").content("m2m:mgc", Map.of())))
                .isEqualTo(4000);
    }

    @Test
    void what_has_expired_is_neither_found_nor_listed() {
        test.plant("cse-in/rb", "brief", "m2m:exin", Map.of("ext", "x", "et", "20260101T000010"));
        assertThat(test.code(Request.retrieve("cse-in/rb/brief"))).isEqualTo(2000);
        test.advance(Duration.ofSeconds(10));
        assertThat(test.code(Request.retrieve("cse-in/rb/brief"))).isEqualTo(4004);
        assertThat(test.value(Request.retrieve("cse-in/rb").discover()))
                .isEqualTo(List.of("cse-in/rb/e1", "cse-in/rb/e2"));
    }

    @Test
    void an_attribute_that_the_type_keeps_secret_is_not_shown() {
        test.plant("cse-in", "b", "m2m:box", Map.of("key", "s3cret"));
        assertThat(test.members(Request.retrieve("cse-in/b"))).doesNotContainKey("key");
    }

    private static FilterCriteria labelled(String label) {
        return new FilterCriteria(
                Set.of(),
                Set.of(label),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1);
    }

    private static FilterCriteria window(int limit, int offset) {
        return new FilterCriteria(
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(limit),
                offset);
    }
}
