package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;

class DeletionTest {

    private final TestCse test = new TestCse();

    @BeforeEach
    void plant() {
        test.reboot("rb");
        test.plant("cse-in/rb", "e1", "m2m:exin", Map.of("ext", "cse-in/n1"));
        test.box("cse-in", "b");
        test.box("cse-in/b", "c");
    }

    @Test
    void a_resource_goes_with_its_descendants() {
        ResponsePrimitive response = test.ask(Request.delete("cse-in/b"));
        assertThat(response.status().code()).isEqualTo(2002);
        assertThat(response.content()).isEmpty();
        assertThat(test.code(Request.retrieve("cse-in/b"))).isEqualTo(4004);
        assertThat(test.code(Request.retrieve("cse-in/b/c"))).isEqualTo(4004);
    }

    @Test
    void what_was_deleted_is_shown_when_asked() {
        assertThat(test.members(Request.delete("cse-in/b").rcn(4)))
                .containsEntry("rn", "b")
                .containsKey("m2m:box");
        test.box("cse-in", "b");
        assertThat(test.members(Request.delete("cse-in/b").rcn(1))).containsEntry("siz", 3L);
        assertThat(test.members(Request.delete("cse-in/rb").rcn(6))).containsOnlyKeys("rrf");
    }

    @Test
    void a_handler_may_take_its_time() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        test.commands.beforeDelete = cancelled;
        CompletableFuture<ResponsePrimitive> response = test.begin(Request.delete("cse-in/rb"));
        assertThat(response).isNotDone();
        cancelled.complete(null);
        assertThat(response.join().status().code()).isEqualTo(2002);
    }

    @Test
    void a_refusal_of_the_handler_is_the_answer() {
        test.commands.beforeDelete = CompletableFuture.failedFuture(
                new OneM2mException(ResponseStatusCode.MGMT_CANCELLATION_FAILED, "The CPE refused."));
        assertThat(test.code(Request.delete("cse-in/rb"))).isEqualTo(6026);
        assertThat(test.sentence(Request.delete("cse-in/rb"))).isEqualTo("The CPE refused.");
        assertThat(test.code(Request.retrieve("cse-in/rb"))).isEqualTo(2000);
    }

    @Test
    void what_the_api_does_not_delete_is_answered_4005() {
        test.plant("cse-in", "n1", "m2m:nod", Map.of("ni", "x"));
        test.plant("cse-in/n1", "dvi", "m2m:dvi", Map.of("dlb", "1", "man", "Acme", "mod", "GW", "dty", "GW"));
        for (String address : List.of("cse-in", "cse-in/n1", "cse-in/n1/dvi")) {
            assertThat(test.code(Request.delete(address))).as(address).isEqualTo(4005);
        }
    }

    @Test
    void a_filter_that_the_target_does_not_satisfy_deletes_nothing() {
        assertThat(test.code(Request.delete("cse-in/b").filter(FilterCriteria.ALL.withTypes(Set.of(12)))))
                .isEqualTo(4004);
        assertThat(test.code(Request.retrieve("cse-in/b"))).isEqualTo(2000);
    }
}
