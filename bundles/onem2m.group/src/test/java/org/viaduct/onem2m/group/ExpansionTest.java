package org.viaduct.onem2m.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;

class ExpansionTest {

    private final Tree tree = new Tree();
    private final GroupHandler groups = new GroupHandler(tree, tree, tree);

    private Resource group(String name, String... memberIds) {
        return tree.plant(name, 9, Map.of("mid", List.of(memberIds)));
    }

    private List<String> members(Resource group) {
        return groups.members(group).map(Resource::name).toList();
    }

    @Test
    void members_come_in_their_order_and_those_of_nested_groups_after_them() {
        List.of("a", "b", "c", "d").forEach(tree::node);
        group("inner", "cse-in/d", "cse-in/b");
        assertThat(members(group("outer", "cse-in/c", "cse-in/inner/fopt", "cse-in/a")))
                .containsExactly("c", "a", "d", "b");
    }

    @Test
    void a_nested_group_stands_for_its_members_without_fopt_too() {
        tree.node("a");
        group("inner", "cse-in/a");
        assertThat(members(group("outer", "cse-in/inner"))).containsExactly("a");
    }

    @Test
    void a_member_that_is_reached_twice_comes_once() {
        tree.node("a");
        group("one", "cse-in/a");
        group("two", "14-a", "cse-in/one/fopt");
        assertThat(members(group("both", "cse-in/one/fopt", "cse-in/two/fopt", "cse-in/one")))
                .containsExactly("a");
    }

    @Test
    void groups_that_contain_each_other_come_to_an_end() {
        tree.node("a");
        tree.node("b");
        group("left", "cse-in/a", "cse-in/right/fopt", "cse-in/left/fopt");
        Resource right = group("right", "cse-in/b", "cse-in/left/fopt");
        assertThat(members(right)).containsExactly("b", "a");
    }

    @Test
    void what_was_deleted_is_left_out() {
        tree.node("a");
        Resource gone = tree.node("b");
        Resource inner = group("inner", "cse-in/a");
        Resource outer = group("outer", "cse-in/b", "cse-in/inner/fopt", "cse-in/a");
        tree.apply(Change.builder().delete(gone.id()).delete(inner.id()).build());
        assertThat(members(outer)).containsExactly("a");
    }

    @Test
    void members_of_any_type_come_for_others_to_judge() {
        tree.plant("reboot", 12, Map.of());
        assertThat(members(group("g", "cse-in/reboot"))).containsExactly("reboot");
    }

    @Test
    void no_more_is_looked_up_than_is_taken() {
        String[] many = IntStream.range(0, 1000)
                .mapToObj(number -> tree.node("n" + number))
                .map(tree::addressOf)
                .toArray(String[]::new);
        Iterator<Resource> members = groups.members(group("g", many)).iterator();
        tree.lookups = 0;
        for (int taken = 0; taken < 100; taken++) {
            members.next();
        }
        assertThat(tree.lookups).isLessThanOrEqualTo(101);
    }

    @Test
    void a_long_chain_of_groups_is_walked_without_recursion() {
        tree.node("last");
        group("g20000", "cse-in/last");
        for (int number = 19_999; number >= 0; number--) {
            group("g" + number, "cse-in/g" + (number + 1) + "/fopt");
        }
        assertThat(members(tree.resolve("cse-in/g0").orElseThrow())).containsExactly("last");
    }
}
