package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.CPE;
import static org.viaduct.interworking.Bench.SOON;
import static org.viaduct.interworking.Bench.refusal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

/** The rows "States" and "Execute" of the decisions. */
class ExecuteTest {

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_reboot_is_finished_at_its_response() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
        await().untilAsserted(() -> assertThat(bench.woken).containsExactly(CPE));

        DrivenSession session = bench.session("6 CONNECTION REQUEST");
        assertThat(session.nextCall()).isInstanceOf(Reboot.class);
        assertThat(execution).isNotDone();
        session.accept();

        Updated updated = execution.join();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(updated.created()).extracting(Resource::id).containsExactly(instance.id());
        assertThat(updated.resource().attributes()).containsEntry("exe", false);
        assertThat(session.next()).isEmpty();
    }

    @Test
    void the_instance_carries_what_was_executed() {
        Resource command = bench.download();
        bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        Resource node = bench.tree.resolve("cse-in/" + CPE.value()).orElseThrow();
        assertThat(instance.type()).isEqualTo(8);
        assertThat(instance.text("ext")).contains(node.id().value());
        assertThat(instance.number("exm")).contains(1L);
        assertThat(instance.attributes())
                .containsEntry(
                        "exra",
                        Map.of(
                                "dld",
                                List.of(Map.of(
                                        "ftyp", "1 Firmware Upgrade Image", "url", "http://fs/fw.bin", "unm", "joe"))))
                .doesNotContainKeys("exd", "exf", "exy", "exn");
    }

    @Test
    void a_download_is_pending_until_its_transfer_complete() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        DrivenSession session = bench.session();
        Download download = (Download) session.nextCall();
        assertThat(download.password()).isEqualTo("hush");
        assertThat(download.commandKey()).hasSizeLessThanOrEqualTo(32);
        session.accept();

        assertThat(execution.join().created().get(0).number("exs")).contains(2L);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");

        DrivenSession later = bench.session("7 TRANSFER COMPLETE", "M Download:" + download.commandKey());
        assertThat(later.transferComplete(download.commandKey(), 0)).isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_download_that_is_done_at_once_is_finished_at_its_response() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.answer(new DownloadResponse(0, UnknownTime.INSTANT, UnknownTime.INSTANT));
        execution.join();
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_fault_of_the_rpc_fails_the_execute_with_4000_and_names_the_fault() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.fault(9010);
        assertThat(execution.handle((done, failure) -> failure.getMessage()).join())
                .contains("9010")
                .contains("says the CPE")
                .contains("STATUS_FILE_TRANSFER_FAILED");
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.BAD_REQUEST);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
    }

    @Test
    void fault_9000_fails_the_execute_with_5001() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.fault(9000);
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.NOT_IMPLEMENTED);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_REQUEST_UNSUPPORTED");
    }

    @Test
    void a_fault_in_transfer_complete_becomes_the_exec_result() {
        Resource instance = bench.pendingDownload(bench.download());
        bench.session().transferComplete(CommandKey.keyOf(instance.id()), 9010);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
    }

    @Test
    void a_repeated_transfer_complete_changes_nothing() {
        Resource instance = bench.pendingDownload(bench.download());
        String key = CommandKey.keyOf(instance.id());
        bench.session().transferComplete(key, 0);
        int writes = bench.store.changes();
        DrivenSession again = bench.session();
        assertThat(again.transferComplete(key, 0)).isEqualTo(Reception.TAKEN);
        assertThat(again.transferComplete(key, 9010)).isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.store.changes()).isEqualTo(writes);
    }

    @Test
    void an_unknown_key_is_taken_and_changes_nothing() {
        Resource instance = bench.pendingDownload(bench.download());
        DrivenSession session = bench.session();
        for (String key : List.of("", "nonsense", CommandKey.keyOf(instance.id()) + ".2", "a.b.c")) {
            assertThat(session.transferComplete(key, 0)).isEqualTo(Reception.TAKEN);
        }
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
    }

    @Test
    void a_reboot_reported_without_its_key_does_no_harm() {
        DrivenSession session = bench.session("1 BOOT", "M Reboot");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_key_is_looked_up_among_the_sessions_own_device_only() {
        Resource instance = bench.pendingDownload(bench.download());
        DrivenSession stranger = bench.session(new CpeId("00D09E", "GW", "2"));
        assertThat(stranger.transferComplete(CommandKey.keyOf(instance.id()), 0))
                .isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
    }

    @Test
    void a_transfer_complete_proves_acceptance_when_the_response_was_lost() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.UNKNOWN);
        assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
        DrivenSession next = bench.session();
        assertThat(next.next()).isEmpty();
        next.transferComplete(CommandKey.keyOf(instance.id()), 9010);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
        execution.join();
    }

    @Test
    void m_reboot_with_the_key_proves_acceptance() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        Reboot reboot = (Reboot) session.nextCall();
        session.breakOff(Delivery.UNKNOWN);
        assertThat(execution).isNotDone();
        bench.session("1 BOOT", "M Reboot:" + reboot.commandKey()).end();
        execution.join();
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void the_next_bootstrap_proves_a_factory_reset() {
        Resource command = bench.create(Map.of("cmt", 1L));
        bench.execute(command);
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(FactoryReset.class);
        session.breakOff(Delivery.UNKNOWN);
        bench.session("2 PERIODIC").end();
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
        bench.session("0 BOOTSTRAP", "1 BOOT").end();
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void what_was_never_written_is_sent_in_the_next_session() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.NOT_SENT);
        DrivenSession next = bench.session();
        assertThat(next.nextCall()).isInstanceOf(Reboot.class);
        next.accept();
        execution.join();
    }

    @Test
    void commands_go_out_oldest_first_and_one_after_the_other() {
        Resource first = bench.download();
        Resource second = bench.reboot();
        bench.execute(first);
        CompletableFuture<Updated> last = bench.execute(second);
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(Download.class);
        session.accept();
        assertThat(session.nextCall()).isInstanceOf(Reboot.class);
        session.accept();
        last.join();
        assertThat(bench.state(bench.onlyInstance(first))).isEqualTo("PENDING / STATUS_NOT_FINISHED");
    }

    @Test
    void a_command_may_be_executed_again_while_an_instance_runs() {
        Resource command = bench.download();
        Resource one = bench.pendingDownload(command);
        Resource other = bench.pendingDownload(command);
        assertThat(CommandKey.keyOf(one.id())).isNotEqualTo(CommandKey.keyOf(other.id()));
        bench.session().transferComplete(CommandKey.keyOf(other.id()), 0);
        assertThat(bench.state(one)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        assertThat(bench.state(other)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_connection_request_that_fails_is_6020_and_nothing_is_sent_later() {
        bench.reachable = false;
        Resource command = bench.reboot();
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void no_inform_before_the_expiration_is_6021_and_nothing_is_sent_later() {
        Resource command = bench.reboot();
        assertThat(refusal(bench.execute(command, SOON)))
                .isEqualTo(ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void sent_but_unanswered_at_the_expiration_is_4008_and_the_instance_goes_on() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command, SOON);
        DrivenSession session = bench.session();
        session.nextCall();
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.REQUEST_TIMEOUT);
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
        session.accept();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_non_blocking_execute_answers_at_once_and_waits_for_any_session() {
        bench.reachable = false;
        Resource command = bench.reboot();
        Updated updated = bench.executeNonBlocking(command).join();
        assertThat(updated.created()).hasSize(1);
        assertThat(bench.woken).containsExactly(CPE);
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
        DrivenSession session = bench.session("2 PERIODIC");
        session.nextCall();
        session.accept();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_reboot_that_the_client_refuses_is_4005_and_is_not_given_again() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.REFUSED);
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.OPERATION_NOT_ALLOWED);
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
        assertThat(bench.remark(instance)).isEqualTo("Reboot was not sent.");
        assertThat(session.next()).isEmpty();
        assertThat(bench.interworking.waiting(CPE)).isEmpty();
    }

    @Test
    void other_attributes_of_the_update_apply_first_and_stay_when_the_execution_fails() {
        bench.reachable = false;
        Resource command = bench.reboot();
        CompletableFuture<Updated> unreachable = bench.update(command, Map.of("exe", true, "dc", "night"));
        assertThat(refusal(unreachable)).isEqualTo(ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED);
        assertThat(stored(command).text("dc")).contains("night");

        Resource lost = bench.create(Map.of("cmt", 2L));
        CompletableFuture<Updated> nowhere = bench.update(lost, Map.of("exe", true, "dc", "day", "ext", "nowhere"));
        assertThat(refusal(nowhere)).isEqualTo(ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE);
        assertThat(stored(lost).text("dc")).contains("day");
        assertThat(bench.instances(lost)).isEmpty();
    }

    @Test
    void exec_enable_reads_back_false_and_false_triggers_nothing() {
        Resource command = bench.create(Map.of("cmt", 2L, "exe", true));
        assertThat(command.attributes()).containsEntry("exe", false);
        bench.update(command, Map.of("exe", false)).join();
        assertThat(bench.instances(command)).isEmpty();
        bench.executeNonBlocking(command).join();
        assertThat(stored(command).attributes()).containsEntry("exe", false);
    }

    @Test
    void only_a_changed_target_or_mode_is_4005_and_only_while_instances_exist() {
        Resource command = bench.reboot();
        bench.update(command, Map.of("ext", "elsewhere")).join();
        bench.update(command, Map.of("ext", CPE.value())).join();
        bench.executeNonBlocking(command).join();
        bench.update(command, Map.of("ext", CPE.value(), "exm", 1L)).join();
        assertThat(refusal(bench.update(command, Map.of("ext", "elsewhere"))))
                .isEqualTo(ResponseStatusCode.OPERATION_NOT_ALLOWED);
        assertThat(refusal(bench.update(command, Map.of("exm", 2L))))
                .isEqualTo(ResponseStatusCode.OPERATION_NOT_ALLOWED);
    }

    @Test
    void an_argument_that_the_rpc_cannot_carry_is_6025_at_execute() {
        Resource command = bench.create(Map.of(
                "cmt", 4L, "exra", Map.of("dld", List.of(Map.of("ftyp", "1", "url", "http://" + "x".repeat(300))))));
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
        assertThat(bench.instances(command)).isEmpty();
    }

    private Resource stored(Resource resource) {
        return bench.store.find(resource.id()).orElseThrow();
    }
}
