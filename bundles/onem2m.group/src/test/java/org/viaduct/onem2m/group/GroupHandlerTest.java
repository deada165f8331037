package org.viaduct.onem2m.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;

class GroupHandlerTest {

    private final Tree tree = new Tree();
    private final GroupHandler handler =
            new GroupHandler(tree, tree, tree, Clock.fixed(Tree.NOW.plusSeconds(60), ZoneOffset.UTC));

    @BeforeEach
    void three_nodes_and_a_command() {
        tree.node("a");
        tree.node("b");
        tree.node("c");
        tree.plant("reboot", 12, Map.of());
    }

    private Resource create(String name, Map<String, ?> attributes) {
        return handler.create(tree.group(name, attributes), Requests.of(Operation.CREATE));
    }

    private Resource update(Resource group, Map<String, Object> changes) {
        return handler.update(group, changes, Requests.of(Operation.UPDATE))
                .toCompletableFuture()
                .join()
                .resource();
    }

    private static void refused(int code, String word, Runnable request) {
        assertThatExceptionOfType(OneM2mException.class)
                .isThrownBy(request::run)
                .withMessageContaining(word)
                .satisfies(refusal -> assertThat(refusal.status().code()).isEqualTo(code));
    }

    @Test
    void the_members_are_counted_and_stored() {
        Resource group = create("g", Map.of("mt", 14L, "mid", List.of("cse-in/a", "14-b")));
        assertThat(tree.find(group.id())).contains(group);
        assertThat(group.attributes())
                .containsEntry("cnm", 2L)
                .containsEntry("mtv", true)
                .containsEntry("mid", List.of("cse-in/a", "14-b"));
        assertThat(group.modified()).isEqualTo(group.created());
    }

    @Test
    void a_member_is_one_however_often_and_in_whatever_form_it_is_named() {
        Resource group = create("g", Map.of("mid", List.of("cse-in/a", "cse-in/a", "14-a", "cse-in/b")));
        assertThat(group.attributes().get("mid")).isEqualTo(List.of("cse-in/a", "cse-in/b"));
        assertThat(group.number("cnm")).contains(2L);
    }

    @Test
    void a_group_may_be_empty() {
        assertThat(create("g", Map.of("mid", List.of())).number("cnm")).contains(0L);
    }

    @Test
    void an_address_of_nothing_is_answered_4004_and_named() {
        refused(4004, "'cse-in/x'", () -> create("g", Map.of("mid", List.of("cse-in/a", "cse-in/x"))));
        refused(4004, "'cse-in/a/fopt'", () -> create("g", Map.of("mid", List.of("cse-in/a/fopt"))));
    }

    @Test
    void more_members_than_mnm_are_answered_6010() {
        refused(6010, "mnm", () -> create("g", Map.of("mnm", 1L, "mid", List.of("cse-in/a", "cse-in/b"))));
        assertThat(create("g", Map.of("mnm", 1L, "mid", List.of("cse-in/a", "14-a")))
                        .number("cnm"))
                .contains(1L);
    }

    @Test
    void a_member_of_another_type_is_abandoned() {
        Resource group = create("g", Map.of("mt", 14L, "mid", List.of("cse-in/reboot", "cse-in/a")));
        assertThat(group.attributes())
                .containsEntry("mid", List.of("cse-in/a"))
                .containsEntry("cnm", 1L)
                .containsEntry("mt", 14L)
                .containsEntry("mtv", true);
    }

    @Test
    void a_group_that_wants_no_other_type_is_answered_4110() {
        refused(
                4110,
                "'cse-in/reboot'",
                () -> create("g", Map.of("mt", 14L, "csy", 2L, "mid", List.of("cse-in/a", "cse-in/reboot"))));
        assertThat(tree.resolve("cse-in/g")).isEmpty();
    }

    @Test
    void a_group_may_become_mixed() {
        Resource group = create("g", Map.of("mt", 14L, "csy", 3L, "mid", List.of("cse-in/a", "cse-in/reboot")));
        assertThat(group.attributes())
                .containsEntry("mid", List.of("cse-in/a", "cse-in/reboot"))
                .containsEntry("mt", 0L)
                .containsEntry("mtv", true);
    }

    @Test
    void a_nested_group_counts_as_the_type_of_its_members_when_they_are_meant() {
        create("nodes", Map.of("mt", 14L, "mid", List.of("cse-in/a")));
        Resource fannedOut = create("g", Map.of("mt", 14L, "csy", 2L, "mid", List.of("cse-in/nodes/fopt", "cse-in/b")));
        assertThat(fannedOut.number("cnm")).contains(2L);
        refused(4110, "type 9", () -> create("h", Map.of("mt", 14L, "csy", 2L, "mid", List.of("cse-in/nodes"))));
        assertThat(create("h", Map.of("mt", 9L, "csy", 2L, "mid", List.of("cse-in/nodes")))
                        .number("cnm"))
                .contains(1L);
    }

    @Test
    void a_specialization_is_that_of_the_members() {
        tree.plant("info", 13, Map.of("mgd", 1007L));
        tree.plant("battery", 13, Map.of("mgd", 1006L));
        Resource group = create("g", Map.of("mt", 13L, "spty", 1007L, "mid", List.of("cse-in/info", "cse-in/battery")));
        assertThat(group.attributes().get("mid")).isEqualTo(List.of("cse-in/info"));
        Resource mixed = create(
                "m", Map.of("mt", 13L, "spty", 1007L, "csy", 3L, "mid", List.of("cse-in/info", "cse-in/battery")));
        assertThat(mixed.attributes()).containsEntry("mt", 0L).doesNotContainKey("spty");
        refused(4000, "spty", () -> create("n", Map.of("mt", 14L, "spty", 1007L, "mid", List.of())));
    }

    @Test
    void an_update_of_the_members_is_checked_like_a_creation() {
        Resource group = create("g", Map.of("mt", 14L, "mnm", 2L, "mid", List.of("cse-in/a")));
        Resource changed = update(group, Map.of("mid", List.of("cse-in/b", "14-b", "cse-in/reboot")));
        assertThat(changed.attributes())
                .containsEntry("mid", List.of("cse-in/b"))
                .containsEntry("cnm", 1L);
        assertThat(changed.modified()).isEqualTo(Tree.NOW.plusSeconds(60));
        refused(6010, "mnm", () -> update(changed, Map.of("mid", List.of("cse-in/a", "cse-in/b", "cse-in/c"))));
        refused(4004, "'cse-in/x'", () -> update(changed, Map.of("mid", List.of("cse-in/x"))));
        assertThat(update(changed, Map.of("mnm", 3L, "mid", List.of("cse-in/a", "cse-in/b", "cse-in/c")))
                        .number("cnm"))
                .contains(3L);
    }

    @Test
    void mnm_cannot_sink_below_the_number_of_members() {
        Resource group = create("g", Map.of("mid", List.of("cse-in/a", "cse-in/b")));
        refused(6010, "mnm", () -> update(group, Map.of("mnm", 1L)));
        assertThat(update(group, Map.of("mnm", 2L)).number("mnm")).contains(2L);
    }

    @Test
    void another_attribute_is_updated_though_a_member_is_gone() {
        Resource group = create("g", Map.of("mid", List.of("cse-in/a", "cse-in/b")));
        tree.apply(Change.builder()
                .delete(tree.resolve("cse-in/a").orElseThrow().id())
                .build());
        assertThat(update(group, Map.of("gn", "North")).attributes())
                .containsEntry("gn", "North")
                .containsEntry("cnm", 2L);
    }

    @Test
    void an_update_that_is_overtaken_decides_again() {
        Resource group = create("g", Map.of("mid", List.of("cse-in/a")));
        tree.beforeNextChange(() -> update(group, Map.of("mid", List.of("cse-in/a", "cse-in/b"))));
        Resource named = update(group, Map.of("gn", "North"));
        assertThat(named.attributes()).containsEntry("gn", "North").containsEntry("cnm", 2L);
    }

    @Test
    void a_deleted_group_leaves_its_members() {
        Resource group = create("g", Map.of("mid", List.of("cse-in/a")));
        handler.delete(group, Requests.of(Operation.DELETE))
                .toCompletableFuture()
                .join();
        assertThat(tree.resolve("cse-in/g")).isEmpty();
        assertThat(tree.resolve("cse-in/a")).isPresent();
    }

    @Test
    void ten_thousand_members_are_looked_up_once_each() {
        List<String> many = IntStream.range(0, 10_000)
                .mapToObj(number -> tree.node("n" + number))
                .map(tree::addressOf)
                .toList();
        tree.lookups = 0;
        Resource group = create("g", Map.of("mt", 14L, "csy", 2L, "mid", many));
        assertThat(group.number("cnm")).contains(10_000L);
        assertThat(tree.lookups).isEqualTo(10_000);
    }

    @Test
    void the_lookups_end_where_the_members_are_too_many() {
        List<String> many = IntStream.range(0, 1000)
                .mapToObj(number -> tree.node("n" + number))
                .map(tree::addressOf)
                .toList();
        tree.lookups = 0;
        refused(6010, "mnm", () -> create("g", Map.of("mnm", 10L, "mid", many)));
        assertThat(tree.lookups).isEqualTo(11);
    }
}
