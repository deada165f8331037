package org.viaduct.interworking.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;

/** RETRIEVE, UPDATE and DELETE of a vendor's {@code <mgmtObj>}, as RPCs. */
class OperationsTest {

    private static final String PATH = "Device.X_00D09E_Cabinet.";

    private final Bench bench = new Bench();

    @BeforeEach
    void start() {
        bench.vendorComes();
        bench.informs(Bench.CPE, new ParameterValueStruct(Bench.DOOR, "Closed"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_retrieve_reads_all_that_may_be_read() {
        CompletionStage<Resource> retrieved = bench.retrieve();
        assertThat(bench.queue.last())
                .isEqualTo(
                        new GetParameterValues(List.of(PATH + "DoorState", PATH + "Temperature", PATH + "LEDColour")));
        bench.queue.answer(new GetParameterValuesResponse(List.of(
                new ParameterValueStruct(PATH + "DoorState", "Open"),
                new ParameterValueStruct(PATH + "Temperature", "21", "int"),
                new ParameterValueStruct(PATH + "LEDColour", "Red"))));
        assertThat(Bench.done(retrieved).attributes())
                .containsEntry("dost", "Open")
                .containsEntry("temp", 21L)
                .containsEntry("ledc", "Red");
        assertThat(bench.cabinet()).isEqualTo(Bench.done(retrieved));
    }

    @Test
    void a_retrieve_reads_only_what_is_wanted_and_nothing_for_attributes_that_are_stored() {
        bench.retrieve("temp", "mgs");
        assertThat(bench.queue.last()).isEqualTo(new GetParameterValues(List.of(PATH + "Temperature")));
        assertThat(Bench.done(bench.retrieve("mgs")).text("mgs")).contains(Bench.SCHEMA);
        assertThat(bench.queue.requests()).hasSize(1);
    }

    @Test
    void what_the_cpe_leaves_out_is_not_known_any_more() {
        CompletionStage<Resource> retrieved = bench.retrieve();
        bench.queue.answer(new GetParameterValuesResponse(List.of()));
        assertThat(Bench.done(retrieved).attributes()).doesNotContainKey("dost");
    }

    @Test
    void an_update_sets_all_parameters_in_one_rpc_and_is_stored_when_they_are_set() {
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Red", "dc", "by the door"));
        assertThat(bench.queue.last())
                .isEqualTo(new SetParameterValues(
                        List.of(new ParameterValueStruct(PATH + "LEDColour", "Red", "string")), ""));
        assertThat(bench.cabinet().attributes()).doesNotContainKeys("ledc", "dc");
        bench.queue.answer(new SetParameterValuesResponse(0));
        assertThat(Bench.done(updated).attributes())
                .containsEntry("ledc", "Red")
                .containsEntry("dc", "by the door");
    }

    @Test
    void what_the_cpe_has_yet_to_apply_is_not_stored() {
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Red"));
        bench.queue.answer(new SetParameterValuesResponse(1));
        assertThat(Bench.done(updated).attributes()).doesNotContainKey("ledc");
    }

    @Test
    void a_secret_is_set_and_neither_stored_nor_shown() {
        CompletionStage<Resource> updated = bench.update(Map.of("pin", "1234"));
        assertThat(((SetParameterValues) bench.queue.last()).parameterList())
                .containsExactly(new ParameterValueStruct(PATH + "UserPIN", "1234", "string"));
        bench.queue.answer(new SetParameterValuesResponse(0));
        assertThat(Bench.done(updated).attributes()).doesNotContainKey("pin");
        assertThat(bench.types.get("acme:cab").attribute("pin").orElseThrow().secret())
                .isTrue();
    }

    @Test
    void a_refused_update_says_code_and_text_of_each_parameter_and_changes_nothing() {
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Blue", "dc", "by the door"));
        bench.queue.answer(new CwmpFault(
                9003,
                "Invalid arguments",
                List.of(new SetParameterValuesFault(PATH + "LEDColour", 9007, "no such colour"))));
        OneM2mException refusal = Bench.refusal(updated);
        assertThat(refusal.status().code()).isEqualTo(4000);
        assertThat(refusal)
                .hasMessageContaining("SetParameterValues with CWMP fault 9003 (Invalid arguments; " + PATH
                        + "LEDColour: 9007 no such colour)");
        assertThat(bench.cabinet().attributes()).doesNotContainKeys("ledc", "dc");
    }

    @Test
    void a_parameter_that_the_cpe_does_not_have_is_answered_5001() {
        CompletionStage<Resource> retrieved = bench.retrieve();
        bench.queue.answer(new CwmpFault(9005, ""));
        assertThat(Bench.refusal(retrieved).status().code()).isEqualTo(5001);
        assertThat(Bench.refusal(retrieved)).hasMessageContaining("9005 (Invalid parameter name)");
    }

    @Test
    void a_trigger_runs_its_rpc_after_the_values_and_reads_false() {
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Red", "rest", true));
        bench.queue.answer(new SetParameterValuesResponse(0));
        assertThat(bench.queue.last()).isEqualTo(new Reboot("restart"));
        assertThat(updated.toCompletableFuture()).isNotDone();
        bench.queue.answer(new RebootResponse());
        assertThat(Bench.done(updated).attributes())
                .containsEntry("ledc", "Red")
                .containsEntry("rest", false);
    }

    @Test
    void a_refused_trigger_leaves_the_values_set_and_says_what_the_vendor_means() {
        bench.interworking.addVendorFaults(
                () -> List.of(new VendorFault(9803, ExecResult.STATUS_REQUEST_DENIED, "The door is open")),
                bench.properties(5L, 0));
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Red", "rest", true));
        bench.queue.answer(new SetParameterValuesResponse(0));
        bench.queue.answer(new CwmpFault(9803, ""));
        assertThat(Bench.refusal(updated).status().code()).isEqualTo(4000);
        assertThat(Bench.refusal(updated)).hasMessageContaining("Reboot with CWMP fault 9803 (The door is open)");
        assertThat(bench.cabinet().text("ledc")).contains("Red");
    }

    @Test
    void false_triggers_nothing_and_two_triggers_are_one_too_many() {
        assertThat(Bench.done(bench.update(Map.of("rest", false)))).isEqualTo(bench.cabinet());
        assertThat(Bench.refusal(bench.update(Map.of("rest", true, "agai", true)))
                        .status()
                        .code())
                .isEqualTo(4000);
        assertThat(bench.queue.requests()).isEmpty();
    }

    @Test
    void a_cpe_that_cannot_be_reached_is_answered_6020_and_nothing_is_sent_later() {
        CompletionStage<Resource> retrieved = bench.retrieve();
        bench.interworking.unreachable(Bench.CPE, "connection refused");
        OneM2mException refusal = Bench.refusal(retrieved);
        assertThat(refusal.status().code()).isEqualTo(6020);
        assertThat(refusal).hasMessageContaining("connection refused");
        assertThat(bench.queue.lastState()).isEqualTo(State.CANCELLED);
    }

    @Test
    void no_session_in_time_is_answered_6021_and_nothing_is_sent_later() {
        CompletionStage<Resource> retrieved = bench.retrieveUntil(Instant.now().plusMillis(200));
        assertThat(Bench.refusal(retrieved).status().code()).isEqualTo(6021);
        assertThat(bench.queue.lastState()).isEqualTo(State.CANCELLED);
    }

    @Test
    void no_answer_in_time_is_answered_4008() {
        CompletionStage<Resource> retrieved = bench.retrieveUntil(Instant.now().plusMillis(500));
        bench.queue.send();
        assertThat(Bench.refusal(retrieved).status().code()).isEqualTo(4008);
        assertThat(bench.queue.lastState()).isEqualTo(State.SENT);
    }

    @Test
    void an_answer_that_was_lost_is_answered_5000() {
        CompletionStage<Resource> updated = bench.update(Map.of("ledc", "Red"));
        bench.queue.send();
        bench.queue.lose();
        assertThat(Bench.refusal(updated).status().code()).isEqualTo(5000);
        assertThat(Bench.refusal(updated)).hasMessageContaining("Its session broke.");
    }

    @Test
    void a_full_queue_is_answered_with_what_to_do() {
        bench.queue.fill();
        assertThat(Bench.refusal(bench.retrieve())).hasMessage("100 calls wait for this CPE: cancel some.");
    }

    @Test
    void a_request_waits_for_the_bundle_that_is_being_updated() {
        bench.vendorGoes();
        CompletionStage<Resource> updated = bench.update(new HashMap<>(Map.of("ledc", "Red")));
        assertThat(updated.toCompletableFuture()).isNotDone();
        bench.vendorComes();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bench.queue.requests().size() == 1);
        bench.queue.answer(new SetParameterValuesResponse(0));
        assertThat(Bench.done(updated).text("ledc")).contains("Red");
    }

    @Test
    void without_its_bundle_the_rest_of_it_can_be_changed_and_it_can_be_deleted() {
        assertThat(Bench.refusal(bench.delete()).status().code()).isEqualTo(4005);
        bench.vendorGoes();
        assertThat(Bench.done(bench.update(Map.of("dc", "gone"))).text("dc")).contains("gone");
        OneM2mException refusal = Bench.refusal(bench.retrieve());
        assertThat(refusal.status().code()).isEqualTo(5000);
        assertThat(refusal).hasMessageContaining("com.acme.vendor did so last");
        bench.delete().toCompletableFuture().join();
        assertThat(bench.find(Bench.CPE)).isEmpty();
    }

    @Test
    void what_waits_is_answered_when_this_bundle_stops_and_is_taken_back() {
        CompletionStage<Resource> retrieved = bench.retrieve();
        bench.close();
        assertThat(Bench.refusal(retrieved).status().code()).isEqualTo(5000);
        assertThat(bench.queue.lastState()).isEqualTo(State.CANCELLED);
    }
}
