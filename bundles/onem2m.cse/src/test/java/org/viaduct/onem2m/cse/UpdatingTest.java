package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.Change;

class UpdatingTest {

    private final TestCse test = new TestCse();

    @BeforeEach
    void plant() {
        test.reboot("rb");
        test.plant("cse-in", "b", "m2m:box", Map.of("lbl", List.of("old")));
    }

    @Test
    void attributes_are_replaced_added_and_removed() {
        test.advance(Duration.ofSeconds(1));
        Map<String, Object> changes = new HashMap<>(Map.of("siz", 9L));
        changes.put("lbl", null);
        ResponsePrimitive response = test.ask(Request.update("cse-in/b", "m2m:box", changes));
        assertThat(response.status().code()).isEqualTo(2004);
        assertThat(response.content().orElseThrow().members())
                .containsEntry("siz", 9L)
                .containsEntry("ct", "20260101T000000,123456")
                .containsEntry("lt", "20260101T000001,123456")
                .doesNotContainKey("lbl");
    }

    @Test
    void an_attribute_that_is_always_there_cannot_be_removed() {
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Collections.singletonMap("et", null))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update("cse-in/rb", "m2m:mgc", Collections.singletonMap("ext", null))))
                .isEqualTo(4000);
    }

    @Test
    void the_command_type_cannot_be_changed() {
        assertThat(test.code(Request.update("cse-in/rb", "m2m:mgc", Map.of("cmt", 4L))))
                .isEqualTo(4000);
    }

    @Test
    void arguments_are_checked_against_the_stored_command_type() {
        Map<String, Object> download = Map.of("exra", Map.of("dld", List.of()));
        assertThat(test.code(Request.update("cse-in/rb", "m2m:mgc", download))).isEqualTo(6023);
        Map<String, Object> reboot = Map.of("exra", Map.of("rbo", List.of()));
        assertThat(test.code(Request.update("cse-in/rb", "m2m:mgc", reboot))).isEqualTo(2004);
    }

    @Test
    void unknown_and_wrong_attributes_are_answered_4000() {
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("foo", 1L))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("siz", 11L))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("rn", "c"))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update("cse-in/b", "m2m:mgc", Map.of("siz", 1L))))
                .isEqualTo(4000);
        assertThat(test.code(Request.of(Operation.UPDATE, "cse-in/b"))).isEqualTo(4000);
    }

    @Test
    void an_expiration_time_ends_neither_before_now_nor_before_a_child() {
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("et", "20251231T235959"))))
                .isEqualTo(4000);
        test.box("cse-in/b", "c");
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("et", "20270101T000000"))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update("cse-in/b/c", "m2m:box", Map.of("et", "20270101T000000"))))
                .isEqualTo(2004);
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("et", "20270101T000000"))))
                .isEqualTo(2004);
        assertThat(test.members(Request.update("cse-in/b/c", "m2m:box", Map.of("et", "20300101T000000"))))
                .containsEntry("et", "20270101T000000,000000");
    }

    @Test
    void a_change_that_others_overtook_is_tried_again() {
        test.store.beforeNextChange(() -> {
            Resource current = test.cse.resolve("cse-in/b").orElseThrow();
            Resource other = current.with(Map.of("lbl", List.of("new")), current.modified());
            test.store.apply(Change.builder().update(other).build());
        });
        assertThat(test.members(Request.update("cse-in/b", "m2m:box", Map.of("siz", 4L))))
                .containsEntry("siz", 4L)
                .containsEntry("lbl", List.of("new"));
    }

    @Test
    void a_resource_that_was_deleted_meanwhile_is_answered_4004() {
        test.store.beforeNextChange(() -> {
            Resource current = test.cse.resolve("cse-in/b").orElseThrow();
            test.store.apply(Change.builder().delete(current.id()).build());
        });
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("siz", 4L))))
                .isEqualTo(4004);
    }

    @Test
    void the_csebase_cannot_be_updated() {
        assertThat(test.code(Request.update("cse-in", "m2m:cb", Map.of("lbl", List.of()))))
                .isEqualTo(4005);
    }

    @Test
    void rcn_0_is_empty_and_rcn_9_shows_what_was_not_written() {
        assertThat(test.ask(Request.update("cse-in/b", "m2m:box", Map.of("siz", 4L))
                                .rcn(0))
                        .content())
                .isEmpty();
        test.advance(Duration.ofSeconds(1));
        assertThat(test.members(
                        Request.update("cse-in/b", "m2m:box", Map.of("siz", 5L)).rcn(9)))
                .containsOnlyKeys("lt");
        assertThat(test.members(Request.update("cse-in/b", "m2m:box", Map.of("siz", 5L, "et", "20990101T000000"))
                        .rcn(9)))
                .containsKeys("et");
    }

    @Test
    void an_execution_refers_to_the_instances_that_it_created() {
        test.publishHandler(executing(2), 2L, 10, "m2m:mgc");
        for (int rcn : new int[] {1, 5, 9}) {
            Map<String, Object> shown = test.members(
                    Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true)).rcn(rcn));
            assertThat(shown.get("ch")).asList().hasSize(2).first().satisfies(first -> {
                Map<?, ?> reference = (Map<?, ?>) first;
                assertThat(reference.get("typ")).isEqualTo(8L);
                assertThat((String) reference.get("val")).matches("cse-in/rb/exin-[0-9a-z]{26}");
            });
        }
        assertThat(test.members(Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true))))
                .containsEntry("exe", false);
        assertThat(test.ask(Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true))
                                .rcn(0))
                        .content())
                .isEmpty();
    }

    @Test
    void an_execution_refers_to_no_more_than_100_instances() {
        test.publishHandler(executing(120), 2L, 10, "m2m:mgc");
        assertThat(test.members(Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true)))
                        .get("ch"))
                .asList()
                .hasSize(100);
    }

    @Test
    void an_attribute_with_an_initial_value_falls_back_to_it() {
        test.ask(Request.update("cse-in/b", "m2m:box", Map.of("siz", 9L)));
        assertThat(test.members(Request.update("cse-in/b", "m2m:box", Collections.singletonMap("siz", null))
                        .rcn(9)))
                .containsEntry("siz", 3L);
        test.ask(Request.update("cse-in/rb", "m2m:mgc", Collections.singletonMap("exm", null)));
        assertThat(test.commands.updates).containsExactly(Map.of("exm", 1L));
    }

    @Test
    void a_removal_reaches_the_handler_as_null() {
        test.ask(Request.update("cse-in/rb", "m2m:mgc", Collections.singletonMap("dc", null)));
        assertThat(test.commands.updates).containsExactly(Collections.singletonMap("dc", null));
    }

    @Test
    void a_filter_that_the_target_does_not_satisfy_changes_nothing() {
        assertThat(test.code(Request.update("cse-in/b", "m2m:box", Map.of("siz", 4L))
                        .filter(FilterCriteria.ALL.withTypes(Set.of(12)))))
                .isEqualTo(4004);
    }

    private CommandHandler executing(int instances) {
        return new CommandHandler(test.store) {
            @Override
            public CompletionStage<Updated> update(
                    Resource current, Map<String, Object> changes, RequestPrimitive request) {
                List<Resource> created = new ArrayList<>();
                IntStream.range(0, instances)
                        .forEach(index -> created.add(test.cse.draft(
                                current,
                                Optional.empty(),
                                "m2m:exin",
                                Map.of("ext", current.attributes().get("ext")))));
                return CompletableFuture.completedFuture(new Updated(current, created));
            }
        };
    }
}
