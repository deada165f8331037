package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.StoreUnavailableException;

class AbsenceTest {

    private static final Map<String, Object> REBOOT = Map.of("rn", "rb", "cmt", 2L, "ext", "cse-in/n1");

    private final TestCse patient = new TestCse(Duration.ofSeconds(30));
    private final TestCse hasty = new TestCse(Duration.ofMillis(20));

    @Test
    void a_request_waits_for_the_handler_of_its_type() {
        patient.withdrawHandler(1L);
        CompletableFuture<ResponsePrimitive> response = patient.begin(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(response).isNotDone();
        patient.publishHandler(patient.commands, 1L, 0, "m2m:mgc");
        assertThat(response.join().status().code()).isEqualTo(2001);
    }

    @Test
    void an_update_whose_handler_stops_is_resumed_by_the_next_one() {
        patient.reboot("rb");
        CompletableFuture<Updated> waiting = new CompletableFuture<>();
        patient.publishHandler(
                new CommandHandler(patient.store) {
                    @Override
                    public CompletionStage<Updated> update(
                            Resource current, Map<String, Object> changes, RequestPrimitive request) {
                        return waiting;
                    }
                },
                1L,
                0,
                "m2m:mgc");
        CompletableFuture<ResponsePrimitive> response =
                patient.begin(Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true)));
        patient.withdrawHandler(1L);
        waiting.completeExceptionally(HandlerStoppedException.resumable("where it was"));
        assertThat(response).isNotDone();
        patient.publishHandler(
                new CommandHandler(patient.store) {
                    @Override
                    public CompletionStage<Updated> resume(
                            Resource current, String continuation, RequestPrimitive request) {
                        return CompletableFuture.completedFuture(
                                new Updated(current.with(Map.of("dc", continuation), current.modified()), List.of()));
                    }
                },
                2L,
                0,
                "m2m:mgc");
        assertThat(response.join().content().orElseThrow().members()).containsEntry("dc", "where it was");
    }

    @Test
    void a_deletion_whose_handler_stops_is_begun_anew_by_the_next_one() {
        patient.reboot("rb");
        patient.commands.beforeDelete = new CompletableFuture<>();
        CompletableFuture<ResponsePrimitive> response = patient.begin(Request.delete("cse-in/rb"));
        patient.withdrawHandler(1L);
        patient.commands.beforeDelete.toCompletableFuture().completeExceptionally(HandlerStoppedException.again());
        CommandHandler next = new CommandHandler(patient.store);
        patient.publishHandler(next, 2L, 0, "m2m:mgc");
        assertThat(response.join().status().code()).isEqualTo(2002);
        assertThat(next.deletions).hasSize(1);
    }

    @Test
    void a_request_that_came_too_late_for_a_handler_waits_for_the_next_one() {
        patient.publishHandler(
                new CommandHandler(patient.store) {
                    @Override
                    public Resource create(Resource candidate, RequestPrimitive request) {
                        patient.withdrawHandler(1L);
                        throw HandlerStoppedException.again();
                    }
                },
                1L,
                0,
                "m2m:mgc");
        CompletableFuture<ResponsePrimitive> response = patient.begin(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(response).isNotDone();
        patient.publishHandler(patient.commands, 2L, 0, "m2m:mgc");
        assertThat(response.join().status().code()).isEqualTo(2001);
    }

    @Test
    void a_handler_without_a_successor_is_answered_5000() {
        hasty.reboot("rb");
        hasty.publishHandler(
                new CommandHandler(hasty.store) {
                    @Override
                    public CompletionStage<Void> delete(Resource current, RequestPrimitive request) {
                        hasty.withdrawHandler(1L);
                        return CompletableFuture.failedFuture(HandlerStoppedException.again());
                    }
                },
                1L,
                0,
                "m2m:mgc");
        assertThat(hasty.code(Request.delete("cse-in/rb"))).isEqualTo(5000);
    }

    @Test
    void a_request_that_waits_for_a_service_is_left_to_the_next_cse_when_this_one_is_updated() {
        patient.withdrawHandler(1L);
        CompletableFuture<ResponsePrimitive> response = patient.begin(Request.create("cse-in", 12, "m2m:mgc", REBOOT));
        assertThat(response).isNotDone();
        patient.updated();
        assertThatThrownBy(response::join).hasCauseInstanceOf(HandlerStoppedException.class);
    }

    @Test
    void a_request_in_progress_ends_with_what_there_was_when_the_cse_is_updated() {
        hasty.reboot("rb");
        CompletableFuture<Void> end = new CompletableFuture<>();
        hasty.commands.beforeDelete = end;
        CompletableFuture<ResponsePrimitive> response = hasty.begin(Request.delete("cse-in/rb"));
        hasty.updated();
        hasty.withdrawTypes();
        hasty.withdrawHandler(1L);
        end.complete(null);
        assertThat(response.join().status().code()).isEqualTo(2002);
    }

    @Test
    void a_request_does_not_wait_for_ever_for_the_handler() {
        hasty.withdrawHandler(1L);
        assertThat(hasty.code(Request.create("cse-in", 12, "m2m:mgc", REBOOT))).isEqualTo(5000);
        assertThat(hasty.sentence(Request.create("cse-in", 12, "m2m:mgc", REBOOT)))
                .startsWith("The bundle that handles m2m:mgc (mgmtCmd) is not running");
        assertThat(hasty.code(Request.retrieve("cse-in"))).isEqualTo(2000);
    }

    @Test
    void requests_wait_while_the_resource_model_is_replaced() {
        patient.reboot("rb");
        patient.withdrawTypes();
        List<CompletableFuture<ResponsePrimitive>> responses = List.of(
                patient.begin(Request.retrieve("cse-in")),
                patient.begin(Request.retrieve("cse-in/rb").rcn(4)),
                patient.begin(Request.create("cse-in", 99, "m2m:box", Map.of())),
                patient.begin(Request.update("cse-in/rb", "m2m:mgc", Map.of("dc", "d"))));
        assertThat(responses).noneMatch(CompletableFuture::isDone);
        patient.publishTypes();
        assertThat(responses).extracting(each -> each.join().status().code()).containsExactly(2000, 2000, 2001, 2004);
    }

    @Test
    void a_type_that_was_there_before_is_waited_for() {
        int box = hasty.types.size() - 1;
        hasty.services.removeType(Map.of("service.id", 100L + box));
        assertThat(hasty.code(Request.create("cse-in", 99, "m2m:box", Map.of())))
                .isEqualTo(5000);
        assertThat(hasty.sentence(Request.create("cse-in", 99, "m2m:box", Map.of())))
                .startsWith("The bundle with the resource type ty 99 is not running");
        assertThat(hasty.code(Request.create("cse-in", 98, "m2m:bix", Map.of())))
                .isEqualTo(5001);
    }

    @Test
    void a_request_waits_for_the_store() {
        patient.services.removeStore(patient.store);
        CompletableFuture<ResponsePrimitive> response = patient.begin(Request.retrieve("cse-in"));
        assertThat(response).isNotDone();
        patient.services.putStore(patient.store);
        assertThat(response.join().status().code()).isEqualTo(2000);
    }

    @Test
    void a_store_that_stays_away_is_answered_5000() {
        hasty.services.removeStore(hasty.store);
        assertThat(hasty.code(Request.retrieve("cse-in"))).isEqualTo(5000);
        assertThat(hasty.sentence(Request.retrieve("cse-in"))).isEqualTo("The store is not available; try again.");
        assertThatThrownBy(() -> hasty.cse.resolve("cse-in")).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void a_store_that_fails_is_answered_5000_with_a_sentence() {
        hasty.reboot("rb");
        hasty.store.down(true);
        for (Request request : List.of(
                Request.retrieve("cse-in"),
                Request.create("cse-in", 12, "m2m:mgc", REBOOT),
                Request.delete("cse-in/rb"))) {
            assertThat(hasty.code(request)).isEqualTo(5000);
            assertThat(hasty.sentence(request)).isEqualTo("The store is not available; try again.");
        }
        hasty.store.down(false);
        assertThat(hasty.code(Request.retrieve("cse-in/rb"))).isEqualTo(2000);
    }

    @Test
    void a_handler_that_never_answers_is_answered_4008() {
        hasty.reboot("rb");
        hasty.commands.beforeDelete = new CompletableFuture<>();
        assertThat(hasty.code(Request.delete("cse-in/rb"))).isEqualTo(4008);
    }

    @Test
    void an_unexpected_failure_is_answered_5000_without_details() {
        hasty.reboot("rb");
        hasty.publishHandler(
                new CommandHandler(hasty.store) {
                    @Override
                    public Resource create(Resource candidate, RequestPrimitive request) {
                        throw new IllegalStateException("password=s3cret");
                    }

                    @Override
                    public CompletionStage<Updated> update(
                            Resource current, Map<String, Object> changes, RequestPrimitive request) {
                        return CompletableFuture.failedFuture(new NoClassDefFoundError("gone"));
                    }
                },
                2L,
                10,
                "m2m:mgc");
        for (Request request : List.of(
                Request.create("cse-in", 12, "m2m:mgc", REBOOT),
                Request.update("cse-in/rb", "m2m:mgc", Map.of("exe", true)))) {
            assertThat(hasty.code(request)).isEqualTo(5000);
            assertThat(hasty.sentence(request)).isEqualTo("The CSE failed unexpectedly; its log says why.");
        }
    }

    @Test
    void drafting_waits_for_the_type_but_not_for_ever() {
        Resource base = patient.cse.resolve("-").orElseThrow();
        patient.withdrawTypes();
        CompletableFuture<Resource> draft = CompletableFuture.supplyAsync(
                () -> patient.cse.draft(base, Optional.of("n1"), "m2m:nod", Map.of("ni", "x")));
        await().during(Duration.ofMillis(50)).until(() -> !draft.isDone());
        patient.publishTypes();
        assertThat(draft.join().name()).isEqualTo("n1");

        hasty.withdrawTypes();
        assertThatThrownBy(() -> hasty.cse.draft(base, Optional.empty(), "m2m:nod", Map.of()))
                .isInstanceOf(OneM2mException.class)
                .hasMessageContaining("m2m:nod");
        hasty.publishTypes();
        assertThatThrownBy(() -> hasty.cse.draft(base, Optional.empty(), "m2m:xyz", Map.of()))
                .isInstanceOf(OneM2mException.class);
    }
}
