package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.interworking.execution.ExecutionCodec;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.Timestamp;

/** execMode, execDelay, execFrequency and execNumber. */
class ModesTest {

    private static final long IMMEDIATEREPEAT = 2;
    private static final long RANDOMONCE = 3;
    private static final long RANDOMREPEAT = 4;
    private static final String INITIATED = "INITIATED / STATUS_NOT_FINISHED";
    private static final String PENDING = "PENDING / STATUS_NOT_FINISHED";

    private Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    private Resource execute(Map<String, Object> attributes) {
        Resource command = bench.create(attributes);
        assertThat(bench.execute(command).join().created()).hasSize(1);
        return bench.onlyInstance(command);
    }

    private Reboot nextReboot() {
        List<Reboot> calls = new ArrayList<>();
        await().until(() -> {
            DrivenSession session = bench.session();
            session.next().ifPresent(call -> {
                calls.add((Reboot) call);
                session.accept();
            });
            return !calls.isEmpty();
        });
        return calls.get(0);
    }

    @Test
    void a_repeated_command_is_answered_at_once_and_has_one_instance_for_all_repetitions() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 3L, "exf", "PT0.05S"));
        assertThat(instance.attributes())
                .containsEntry("exm", 2L)
                .containsEntry("exn", 3L)
                .containsEntry("exf", "PT0.05S");
        String key = CommandKey.keyOf(instance.id());
        assertThat(nextReboot().commandKey()).isEqualTo(key);
        assertThat(nextReboot().commandKey()).isEqualTo(key + ".2");
        assertThat(bench.state(instance)).isIn(PENDING, INITIATED);
        assertThat(nextReboot().commandKey()).isEqualTo(key + ".3");
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void between_repetitions_it_is_pending_and_says_when_the_next_one_begins() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT1H"));
        nextReboot();
        assertThat(bench.state(instance)).isEqualTo(PENDING);
        assertThat(bench.remark(instance)).startsWith("Repetition 1 of 2. The next repetition begins at ");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void repetitions_are_a_minute_apart_when_nobody_says_how_far() {
        Instant before = Instant.now();
        Resource instance = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 99_999L));
        nextReboot();
        assertThat(bench.state(instance)).isEqualTo(PENDING);
        String due = bench.remark(instance).replaceFirst(".* begins at ", "").replaceFirst("[.]$", "");
        assertThat(Timestamp.parse(due))
                .isBetween(before.plusSeconds(59), Instant.now().plusSeconds(60));
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void a_faulted_repetition_does_not_stop_the_rest_and_the_last_result_remains() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT0S"));
        DrivenSession session = bench.session();
        session.nextCall();
        session.fault(9001);
        assertThat(bench.state(instance)).isIn(PENDING, INITIATED);
        await().until(() -> bench.state(instance).equals(INITIATED));
        session.nextCall();
        session.fault(9000);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_REQUEST_UNSUPPORTED");
        assertThat(bench.remark(instance)).isEqualTo("Repetition 2 of 2. CWMP fault 9000: says the CPE.");
    }

    @Test
    void a_late_completion_of_one_repetition_does_not_end_the_next() {
        Resource instance = execute(
                Map.of("cmt", 4L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT0S", "exra", Bench.downloadArguments()));
        DrivenSession session = bench.session();
        String first = ((Download) session.nextCall()).commandKey();
        session.accept();
        session.transferComplete(first, 0);
        await().until(() -> bench.state(instance).equals(INITIATED));
        String second = ((Download) session.nextCall()).commandKey();
        session.accept();
        session.transferComplete(first, 0);
        assertThat(bench.state(instance)).isEqualTo(PENDING);
        session.transferComplete(second, 9010);
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
    }

    @Test
    void a_delayed_command_waits_initiated_and_is_not_sent_before() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", RANDOMONCE, "exy", "PT0.3S"));
        assertThat(bench.state(instance)).isEqualTo(INITIATED);
        assertThat(bench.remark(instance)).startsWith("Begins at ");
        assertThat(bench.session().next()).isEmpty();
        nextReboot();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void a_delayed_command_wakes_its_cpe_when_its_time_has_come() {
        execute(Map.of("cmt", 2L, "exm", RANDOMONCE, "exy", "PT0.1S"));
        assertThat(bench.woken).isEmpty();
        await().until(() -> bench.woken.contains(Bench.CPE));
    }

    @Test
    void random_times_are_added_to_the_delay_up_to_the_spread() {
        bench.close();
        Settings spread = new Settings(
                Duration.ofSeconds(30),
                Duration.ofDays(7),
                Duration.ofDays(7),
                Duration.ofDays(1),
                100,
                Duration.ofHours(10));
        bench = new Bench(spread).withCpe();
        List<Instant> begins = new ArrayList<>();
        Instant before = Instant.now();
        for (int i = 0; i < 20; i++) {
            Resource instance = execute(Map.of("cmt", 2L, "exm", RANDOMREPEAT, "exy", "PT1H", "exn", 2L));
            begins.add(ExecutionCodec.decode(
                            "key",
                            bench.store
                                    .entry(Executions.RECORDS, CommandKey.keyOf(instance.id()))
                                    .orElseThrow()
                                    .value())
                    .due());
        }
        assertThat(begins).allSatisfy(begin -> assertThat(begin)
                .isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(11))));
        assertThat(begins).doesNotHaveDuplicates();
    }

    @Test
    void a_delay_and_a_pause_survive_a_restart() {
        Resource delayed = execute(Map.of("cmt", 2L, "exm", RANDOMONCE, "exy", "PT0.5S"));
        Resource repeated = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT0.5S"));
        nextReboot();
        bench = bench.restarted();
        assertThat(bench.state(delayed)).isEqualTo(INITIATED);
        assertThat(bench.state(repeated)).isEqualTo(PENDING);
        nextReboot();
        nextReboot();
        assertThat(bench.state(delayed)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.state(repeated)).isEqualTo("FINISHED / STATUS_SUCCESS");
    }

    @Test
    void before_its_time_and_between_repetitions_it_is_cancelled_without_an_rpc() {
        Resource delayed = execute(Map.of("cmt", 2L, "exm", RANDOMONCE, "exy", "PT1H"));
        bench.cancel(delayed).join();
        assertThat(bench.state(delayed)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        Resource repeated = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT1H"));
        nextReboot();
        bench.cancel(repeated).join();
        assertThat(bench.state(repeated)).isEqualTo("CANCELLED / STATUS_SUCCESS");
        assertThat(refusal(bench.cancel(repeated))).isEqualTo(ResponseStatusCode.ALREADY_COMPLETE);
    }

    @Test
    void between_repetitions_the_command_is_deleted_without_an_rpc() {
        Resource command = bench.create(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 2L, "exf", "PT1H"));
        bench.execute(command).join();
        nextReboot();
        bench.delete(command).join();
        assertThat(bench.exists(command)).isFalse();
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void after_a_refused_cancellation_no_further_repetition_starts() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", IMMEDIATEREPEAT, "exn", 5L, "exf", "PT0S"));
        DrivenSession session = bench.session();
        session.nextCall();
        assertThat(refusal(bench.cancel(instance))).isEqualTo(ResponseStatusCode.MGMT_COMMAND_NOT_CANCELLABLE);
        session.accept();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void an_execution_that_expires_before_its_time_is_never_sent() {
        Resource instance = execute(Map.of("cmt", 2L, "exm", RANDOMONCE, "exy", "PT0.1S"));
        bench.interworking.expire(instance);
        await().pollDelay(Duration.ofMillis(200)).until(() -> !bench.exists(instance));
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void an_execution_whose_expiration_time_has_passed_is_not_sent_though_it_is_not_deleted_yet() {
        Resource command = bench.reboot();
        bench.executeNonBlocking(command).join();
        bench.update(bench.onlyInstance(command), Map.of("et", "20200101T000000"))
                .join();
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void a_lost_answer_is_visible_on_the_instance() {
        Resource command = bench.reboot();
        bench.executeNonBlocking(command).join();
        DrivenSession session = bench.session();
        session.nextCall();
        session.breakOff(Delivery.UNKNOWN);
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo(INITIATED);
        assertThat(bench.remark(instance)).contains("is not known until the CPE reports");
        bench.session("M Reboot:" + CommandKey.keyOf(instance.id())).end();
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_SUCCESS");
        assertThat(bench.remark(instance)).isEmpty();
    }
}
