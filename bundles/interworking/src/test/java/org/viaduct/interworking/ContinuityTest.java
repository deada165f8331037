package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.SOON;
import static org.viaduct.interworking.Bench.refusal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.HandlerStoppedException;
import org.viaduct.onem2m.api.Updated;
import org.viaduct.store.StoreUnavailableException;

/** What restarts, updates of other bundles and failures of the store leave behind. */
class ContinuityTest {

    @Test
    void a_completion_after_a_restart_finds_its_instance() {
        Bench before = new Bench().withCpe();
        Resource instance = before.pendingDownload(before.download());
        try (Bench bench = before.restarted()) {
            bench.session("7 TRANSFER COMPLETE").transferComplete(CommandKey.keyOf(instance.id()), 0);
            assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_blocking_instance_that_was_not_sent_ends_at_the_start() {
        Bench before = new Bench().withCpe();
        Resource command = before.reboot();
        before.execute(command);
        try (Bench bench = before.restarted()) {
            assertThat(bench.session().next()).isEmpty();
            await().untilAsserted(() ->
                    assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR"));
            assertThat(bench.session().next()).isEmpty();
        }
    }

    @Test
    void an_execute_that_waits_for_its_cpe_outlives_an_update_of_the_bundle() {
        Bench before = new Bench().withCpe();
        Resource command = before.reboot();
        CompletableFuture<Updated> execution = before.execute(command);
        try (Bench bench = before.restarted()) {
            CompletableFuture<Updated> resumed = bench.resumed(command, execution);
            DrivenSession session = bench.session();
            assertThat(session.nextCall()).isInstanceOf(Reboot.class);
            session.accept();
            assertThat(resumed.join().created())
                    .extracting(Resource::id)
                    .containsExactly(bench.onlyInstance(command).id());
        }
    }

    @Test
    void an_answer_between_the_update_of_the_bundle_and_the_resumption_counts() {
        Bench before = new Bench().withCpe();
        Resource command = before.reboot();
        CompletableFuture<Updated> execution = before.execute(command);
        DrivenSession session = before.session();
        session.nextCall();
        try (Bench bench = before.restarted()) {
            session.with(bench.interworking).fault(9001);
            assertThat(refusal(bench.resumed(command, execution))).isEqualTo(ResponseStatusCode.BAD_REQUEST);
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_REQUEST_DENIED");
        }
    }

    @Test
    void a_cancel_that_waits_for_its_cpe_outlives_an_update_of_the_bundle() {
        Bench before = new Bench().withCpe();
        Resource instance = before.pendingDownload(before.download());
        CompletableFuture<Updated> cancel = before.cancel(instance);
        try (Bench bench = before.restarted()) {
            CompletableFuture<Updated> resumed = bench.resumed(instance, cancel);
            assertThat(bench.state(instance)).startsWith("CANCELLING");
            DrivenSession session = bench.session();
            assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
            session.accept();
            resumed.join();
            assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_cancel_that_succeeded_between_the_update_of_the_bundle_and_the_resumption_is_answered_so() {
        Bench before = new Bench().withCpe();
        Resource instance = before.pendingDownload(before.download());
        CompletableFuture<Updated> cancel = before.cancel(instance);
        DrivenSession session = before.session();
        session.nextCall();
        try (Bench bench = before.restarted()) {
            session.with(bench.interworking).accept();
            bench.resumed(instance, cancel).join();
            assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_deletion_that_waits_for_its_cpe_outlives_an_update_of_the_bundle() {
        Bench before = new Bench().withCpe();
        Resource command = before.download();
        before.pendingDownload(command);
        CompletableFuture<Void> deletion = before.delete(command);
        try (Bench bench = before.restarted()) {
            assertThat(Bench.stopped(deletion).continuation()).isEmpty();
            CompletableFuture<Void> again = bench.delete(command);
            DrivenSession session = bench.session();
            assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
            session.accept();
            again.join();
            assertThat(bench.exists(command)).isFalse();
        }
    }

    @Test
    void a_request_that_comes_after_the_stop_is_left_to_the_next_start() {
        Bench before = new Bench().withCpe();
        Resource command = before.reboot();
        try (Bench bench = before.restarted()) {
            assertThatThrownBy(() -> before.execute(command)).isInstanceOf(HandlerStoppedException.class);
            assertThat(bench.instances(command)).isEmpty();
        }
    }

    @Test
    void a_non_blocking_instance_goes_on_waiting_with_its_password() {
        Bench before = new Bench().withCpe();
        Resource command = before.download();
        before.executeNonBlocking(command).join();
        try (Bench bench = before.restarted()) {
            DrivenSession session = bench.session();
            assertThat(((Download) session.nextCall()).password()).isEqualTo("hush");
            session.accept();
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        }
    }

    @Test
    void what_was_sent_before_the_restart_is_not_sent_again_and_proven_by_its_event() {
        Bench before = new Bench().withCpe();
        Resource command = before.reboot();
        before.execute(command);
        Reboot reboot = (Reboot) before.session().nextCall();
        try (Bench bench = before.restarted()) {
            assertThat(bench.session().next()).isEmpty();
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("INITIATED / STATUS_NOT_FINISHED");
            bench.session("1 BOOT", "M Reboot:" + reboot.commandKey()).end();
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_lost_answer_is_shown_before_and_after_a_vain_cancellation() {
        Bench before = new Bench().withCpe();
        Resource asked = before.reboot();
        before.executeNonBlocking(asked).join();
        before.session().nextCall();
        Resource instance = before.onlyInstance(asked);
        assertThat(refusal(before.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        assertThat(before.remark(instance)).isEmpty();
        try (Bench bench = before.restarted()) {
            await().until(() -> bench.remark(instance).contains("its answer was lost"));
            assertThat(bench.state(instance)).isEqualTo("STATUS_NON_CANCELLABLE / STATUS_NOT_FINISHED");
            assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
            assertThat(bench.remark(instance)).contains("its answer was lost");
            assertThat(bench.session().next()).isEmpty();
            bench.session("M Reboot:" + CommandKey.keyOf(instance.id())).end();
            assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
            assertThat(bench.remark(instance)).isEmpty();
        }
    }

    @Test
    void a_factory_reset_sent_before_the_restart_is_proven_by_bootstrap() {
        Bench before = new Bench().withCpe();
        Resource command = before.create(Map.of("cmt", 1L));
        before.executeNonBlocking(command).join();
        before.session().nextCall();
        try (Bench bench = before.restarted()) {
            bench.session("0 BOOTSTRAP").end();
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_cancellation_goes_back_to_pending_at_the_start() {
        Bench before = new Bench().withCpe();
        Resource instance = before.pendingDownload(before.download());
        before.cancel(instance);
        try (Bench bench = before.restarted()) {
            assertThat(bench.session().next()).isEmpty();
            await().untilAsserted(() -> assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED"));
            CompletableFuture<Updated> cancel = bench.cancel(instance);
            DrivenSession session = bench.session();
            assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
            session.accept();
            cancel.join();
        }
    }

    @Test
    void an_answer_to_a_cancel_transfer_that_outlived_an_update_of_the_bundle_counts() {
        Bench before = new Bench().withCpe();
        Resource instance = before.pendingDownload(before.download());
        before.cancel(instance);
        DrivenSession session = before.session();
        session.nextCall();
        try (Bench bench = before.restarted()) {
            await().untilAsserted(() -> assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED"));
            session.with(bench.interworking).accept();
            assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_store_that_comes_again_ends_nothing_that_a_request_waits_for() {
        try (Bench bench = new Bench().withCpe()) {
            CompletableFuture<Updated> execution = bench.execute(bench.reboot());
            bench.interworking.unsetStore(bench.store);
            bench.interworking.setStore(bench.store);
            DrivenSession session = bench.session();
            session.nextCall();
            session.accept();
            execution.join();
        }
    }

    @Test
    void a_fault_that_comes_while_the_mapping_is_away_waits_for_it_durably() {
        Bench before = new Bench().withCpe();
        Resource command = before.download();
        CompletableFuture<Updated> execution = before.execute(command);
        DrivenSession session = before.session();
        session.nextCall();
        before.faultMapper(false);
        session.fault(9010);
        assertThat(execution).isNotDone();
        before.faultMapper(true);
        assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.BAD_REQUEST);
        assertThat(before.state(before.onlyInstance(command))).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");

        Resource later = before.download();
        before.executeNonBlocking(later).join();
        DrivenSession other = before.session();
        other.nextCall();
        before.faultMapper(false);
        other.fault(9010);
        try (Bench bench = before.restarted()) {
            await().untilAsserted(() -> assertThat(bench.state(bench.onlyInstance(later)))
                    .isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED"));
        }
    }

    @Test
    void a_completion_with_a_fault_is_refused_while_the_mapping_is_away_so_that_the_cpe_repeats_it() {
        try (Bench bench = new Bench().withCpe()) {
            Resource instance = bench.pendingDownload(bench.download());
            bench.faultMapper(false);
            DrivenSession session = bench.session();
            assertThatThrownBy(() -> session.transferComplete(CommandKey.keyOf(instance.id()), 9010))
                    .isInstanceOf(OneM2mException.class);
            assertThat(bench.state(instance)).isEqualTo("PENDING / STATUS_NOT_FINISHED");
            bench.faultMapper(true);
            session.transferComplete(CommandKey.keyOf(instance.id()), 9010);
            assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
        }
    }

    @Test
    void a_cwmp_client_that_is_away_for_a_moment_is_waited_for() {
        try (Bench bench = new Bench().withCpe()) {
            bench.cwmpClient(false);
            CompletableFuture<Updated> execution = bench.execute(bench.reboot());
            bench.cwmpClient(true);
            await().until(() -> !bench.wokenInBulk.isEmpty());
            DrivenSession session = bench.session();
            session.nextCall();
            session.accept();
            execution.join();
        }
    }

    @Test
    void a_cwmp_client_that_stays_away_is_5000() {
        try (Bench bench = new Bench().withCpe()) {
            bench.cwmpClient(false);
            assertThat(refusal(bench.execute(bench.reboot(), SOON)))
                    .isEqualTo(ResponseStatusCode.INTERNAL_SERVER_ERROR);
        }
    }

    @Test
    void an_answer_that_cannot_be_stored_breaks_the_session_and_is_stored_later() {
        try (Bench bench = new Bench().withCpe()) {
            Resource command = bench.download();
            CompletableFuture<Updated> execution = bench.execute(command);
            DrivenSession session = bench.session();
            session.nextCall();
            bench.store.down(true);
            assertThatThrownBy(session::accept).isInstanceOf(StoreUnavailableException.class);
            bench.store.down(false);
            await().until(execution::isDone);
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("PENDING / STATUS_NOT_FINISHED");
        }
    }

    @Test
    void a_completion_that_cannot_be_stored_is_not_answered() {
        try (Bench bench = new Bench().withCpe()) {
            Resource instance = bench.pendingDownload(bench.download());
            DrivenSession session = bench.session();
            bench.store.down(true);
            assertThatThrownBy(() -> session.transferComplete(CommandKey.keyOf(instance.id()), 0))
                    .isInstanceOf(StoreUnavailableException.class);
            bench.store.down(false);
            session.transferComplete(CommandKey.keyOf(instance.id()), 0);
            assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        }
    }

    @Test
    void a_request_that_expires_while_the_store_is_away_is_answered_when_it_is_back() {
        try (Bench bench = new Bench().withCpe()) {
            Resource command = bench.reboot();
            CompletableFuture<Updated> execution = bench.execute(command, SOON);
            bench.interworking.unsetStore(bench.store);
            await().during(SOON.multipliedBy(3)).until(() -> !execution.isDone());
            bench.interworking.setStore(bench.store);
            assertThat(refusal(execution)).isEqualTo(ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT);
            assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
            assertThat(bench.session().next()).isEmpty();
        }
    }

    @Test
    void an_inform_whose_node_cannot_be_stored_is_not_answered() {
        try (Bench bench = new Bench().withCpe()) {
            bench.store.down(true);
            assertThatThrownBy(bench::session).isInstanceOf(StoreUnavailableException.class);
        }
    }
}
