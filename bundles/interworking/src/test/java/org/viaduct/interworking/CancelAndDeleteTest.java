package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.SOON;
import static org.viaduct.interworking.Bench.refusal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

/** The rows "Cancel and delete" of the decisions, and TS-0006 8.2.2 to 8.2.4. */
class CancelAndDeleteTest {

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void while_initiated_it_is_cancelled_locally_whatever_the_command() {
        for (Resource command : List.of(bench.reboot(), bench.download())) {
            bench.executeNonBlocking(command).join();
            Resource instance = bench.onlyInstance(command);
            bench.cancel(instance).join();
            assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        }
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void while_initiated_it_is_deleted_and_nothing_is_sent() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        Resource instance = bench.onlyInstance(command);
        bench.delete(instance).join();
        assertThat(bench.exists(instance)).isFalse();
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.CONFLICT);
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void what_has_ended_cannot_be_cancelled_but_deleted() {
        Resource command = bench.reboot();
        bench.executeNonBlocking(command).join();
        Resource instance = bench.onlyInstance(command);
        bench.cancel(instance).join();
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
        bench.delete(instance).join();
        assertThat(bench.exists(instance)).isFalse();
    }

    @Test
    void a_pending_download_is_cancelled_by_cancel_transfer_with_its_key() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> cancel = bench.cancel(instance);
        assertThat(bench.state(instance)).isEqualTo("CANCELLING / STATUS_NOT_FINISHED");
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isEqualTo(new CancelTransfer(CommandKey.keyOf(instance.id())));
        assertThat(cancel).isNotDone();
        session.accept();
        cancel.join();
        assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_completion_after_cancelled_changes_nothing() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> cancel = bench.cancel(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        session.accept();
        cancel.join();
        session.transferComplete(CommandKey.keyOf(instance.id()), 9010);
        assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
    }

    @Test
    void a_refused_cancel_transfer_is_6026_and_the_completion_overwrites_its_result() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> cancel = bench.cancel(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        session.fault(9021);
        assertThat(cancel.handle((done, failure) -> failure.getMessage()).join())
                .contains("9021");
        assertThat(refusal(cancel)).isEqualTo(ResponseStatusCode.MGMT_CANCELLATION_FAILED);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_CANCELLATION_DENIED");
        session.transferComplete(CommandKey.keyOf(instance.id()), 0);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_second_cancel_and_a_delete_share_the_first_ones_result() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> first = bench.cancel(instance);
        CompletableFuture<Updated> second = bench.cancel(instance);
        CompletableFuture<Void> delete = bench.delete(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        session.fault(9001);
        for (CompletableFuture<?> each : List.of(first, second, delete)) {
            assertThat(refusal(each)).isEqualTo(ResponseStatusCode.MGMT_CANCELLATION_FAILED);
        }
        assertThat(bench.exists(instance)).isTrue();
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_completion_that_comes_first_ends_it_without_cancel_transfer() {
        Resource command = bench.download();
        Resource cancelled = bench.pendingDownload(command);
        Resource deleted = bench.pendingDownload(command);
        CompletableFuture<Updated> cancel = bench.cancel(cancelled);
        CompletableFuture<Void> delete = bench.delete(deleted);
        DrivenSession session = bench.session();
        session.transferComplete(CommandKey.keyOf(cancelled.id()), 0);
        session.transferComplete(CommandKey.keyOf(deleted.id()), 0);
        assertThat(refusal(cancel)).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
        delete.join();
        assertThat(bench.state(cancelled)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.exists(deleted)).isFalse();
        assertThat(session.next()).isEmpty();
    }

    @Test
    void no_session_is_6020_or_6021_and_back_to_pending() {
        Resource instance = bench.pendingDownload(bench.download());
        assertThat(refusal(bench.cancel(instance, SOON)))
                .isEqualTo(ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        bench.reachable = false;
        assertThat(refusal(bench.delete(instance))).isEqualTo(ResponseStatusCode.MGMT_SESSION_CANNOT_BE_ESTABLISHED);
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void a_cancel_transfer_that_is_unanswered_at_the_expiration_is_4008_and_goes_on() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> cancel = bench.cancel(instance, SOON);
        DrivenSession session = bench.session();
        session.nextCall();
        assertThat(refusal(cancel)).isEqualTo(ResponseStatusCode.REQUEST_TIMEOUT);
        session.accept();
        assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
    }

    @Test
    void a_lost_cancel_transfer_is_sent_again() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Updated> cancel = bench.cancel(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.UNKNOWN);
        DrivenSession next = bench.session();
        assertThat(next.nextCall()).isInstanceOf(CancelTransfer.class);
        next.accept();
        cancel.join();
    }

    @Test
    void a_download_on_the_wire_is_cancelled_after_its_response() {
        Resource command = bench.download();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(Download.class);
        Resource instance = bench.onlyInstance(command);
        CompletableFuture<Updated> cancel = bench.cancel(instance);
        assertThat(bench.state(instance)).isEqualTo("CANCELLING / STATUS_NOT_FINISHED");
        session.accept();
        execution.join();
        assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
        session.accept();
        cancel.join();
        assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
    }

    @Test
    void the_cpe_is_woken_again_when_its_session_ends_before_the_cancel_transfer() {
        Resource command = bench.download();
        bench.executeNonBlocking(command).join();
        DrivenSession session = bench.session();
        session.nextCall();
        CompletableFuture<Updated> cancel = bench.cancel(bench.onlyInstance(command));
        int woken = bench.woken.size();
        session.accept();
        await().until(() -> bench.woken.size() > woken);
        DrivenSession next = bench.session("6 CONNECTION REQUEST");
        next.nextCall();
        next.accept();
        cancel.join();
    }

    @Test
    void a_download_on_the_wire_that_faults_has_ended_before_the_cancel() {
        Resource command = bench.download();
        bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        CompletableFuture<Updated> cancel = bench.cancel(bench.onlyInstance(command));
        session.fault(9010);
        assertThat(refusal(cancel)).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_download_whose_response_was_lost_is_cancelled_by_cancel_transfer() {
        Resource command = bench.download();
        bench.executeNonBlocking(command).join();
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.UNKNOWN);
        CompletableFuture<Updated> cancel = bench.cancel(bench.onlyInstance(command));
        DrivenSession next = bench.session();
        assertThat(next.nextCall()).isInstanceOf(CancelTransfer.class);
        next.accept();
        cancel.join();
    }

    @Test
    void a_call_of_a_replaced_session_counts_as_lost() {
        Resource command = bench.download();
        bench.executeNonBlocking(command).join();
        bench.session().nextCall();
        CompletableFuture<Updated> cancel = bench.cancel(bench.onlyInstance(command));
        DrivenSession next = bench.session("1 BOOT");
        assertThat(next.nextCall()).isInstanceOf(CancelTransfer.class);
        next.accept();
        cancel.join();
    }

    @Test
    void a_reboot_on_the_wire_is_6029_until_it_completes() {
        Resource command = bench.reboot();
        CompletableFuture<Updated> execution = bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        Resource instance = bench.onlyInstance(command);
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        assertThat(bench.state(instance)).isEqualTo("STATUS_NON_CANCELLABLE / STATUS_NOT_FINISHED");
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        assertThat(refusal(bench.delete(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        assertThat(refusal(bench.delete(command))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        session.accept();
        execution.join();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
        bench.delete(command).join();
        assertThat(bench.exists(command)).isFalse();
    }

    @Test
    void deleting_a_pending_download_cancels_it_first() {
        Resource instance = bench.pendingDownload(bench.download());
        CompletableFuture<Void> delete = bench.delete(instance);
        DrivenSession session = bench.session();
        session.nextCall();
        assertThat(bench.exists(instance)).isTrue();
        session.accept();
        delete.join();
        assertThat(bench.exists(instance)).isFalse();
    }

    @Test
    void a_command_without_running_instances_is_deleted_with_all_that_is_kept_for_it() {
        Resource command = bench.download();
        Resource instance = bench.pendingDownload(command);
        bench.session().transferComplete(CommandKey.keyOf(instance.id()), 0);
        bench.delete(command).join();
        assertThat(bench.exists(command)).isFalse();
        assertThat(bench.exists(instance)).isFalse();
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void deleting_a_command_sends_a_cancel_transfer_for_each_pending_instance() {
        Resource command = bench.download();
        bench.pendingDownload(command);
        bench.pendingDownload(command);
        bench.executeNonBlocking(command).join();
        CompletableFuture<Void> delete = bench.delete(command);
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
        session.accept();
        assertThat(delete).isNotDone();
        assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
        session.accept();
        delete.join();
        assertThat(bench.exists(command)).isFalse();
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_fault_keeps_the_command_and_tells_apart_what_was_cancelled() {
        Resource command = bench.download();
        Resource one = bench.pendingDownload(command);
        Resource other = bench.pendingDownload(command);
        bench.executeNonBlocking(command).join();
        Resource initiated = bench.instances(command).get(2);
        CompletableFuture<Void> delete = bench.delete(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.accept();
        session.nextCall();
        session.fault(9021);
        assertThat(refusal(delete)).isEqualTo(ResponseStatusCode.MGMT_CANCELLATION_FAILED);
        assertThat(bench.exists(command)).isTrue();
        assertThat(bench.state(one)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        assertThat(bench.state(other)).isEqualTo("PENDING / STATUS_CANCELLATION_DENIED");
        assertThat(bench.state(initiated)).isEqualTo("CANCELLED / STATUS_SUCCESS");
    }

    @Test
    void an_expired_command_goes_without_an_rpc_and_its_completion_is_unknown() {
        Resource command = bench.download();
        Resource instance = bench.pendingDownload(command);
        bench.interworking.expire(bench.store.find(command.id()).orElseThrow());
        assertThat(bench.exists(instance)).isFalse();
        assertThat(bench.store.allEntries()).isEmpty();
        DrivenSession session = bench.session();
        assertThat(session.next()).isEmpty();
        session.transferComplete(CommandKey.keyOf(instance.id()), 0);
    }

    @Test
    void exec_disable_false_and_other_attributes_change_no_state() {
        Resource instance = bench.pendingDownload(bench.download());
        bench.update(instance, Map.of("exd", false, "lbl", List.of("x"))).join();
        assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        assertThat(bench.store.find(instance.id()).orElseThrow().labels()).containsExactly("x");
    }

    @Test
    void of_a_cancel_and_a_completion_at_once_one_wins_and_both_are_answered() {
        Resource command = bench.download();
        for (int i = 0; i < 50; i++) {
            Resource instance = bench.pendingDownload(command);
            DrivenSession session = bench.session();
            CompletableFuture<Void> completion =
                    CompletableFuture.runAsync(() -> session.transferComplete(CommandKey.keyOf(instance.id()), 0));
            assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
            completion.join();
            assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        }
    }
}
