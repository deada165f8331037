package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.viaduct.cwmp.queue.Bench.CPE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.QueueFullException;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.store.StoreUnavailableException;

/** From submitting a call to its end. */
class CallQueueTest {

    private static final GetParameterValues GET = new GetParameterValues(List.of("Device.DeviceInfo."));

    private Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_call_goes_out_at_the_next_session_and_ends_with_its_answer() {
        QueuedCall call = bench.submit(GET);
        assertThat(call.state()).isEqualTo(State.WAITING);
        assertThat(bench.sought).containsExactly("1");
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        Bench.Driven session = bench.session();
        assertThat(session.next()).contains(GET);
        assertThat(bench.state(call)).isEqualTo(State.SENT);
        assertThat(ended).isNotDone();
        GetParameterValuesResponse response = new GetParameterValuesResponse(
                List.of(new ParameterValueStruct("Device.DeviceInfo.SerialNumber", "<1>")));
        session.answer(response);
        assertThat(bench.state(call)).isEqualTo(State.ANSWERED);
        assertThat(bench.found(call).outcome()).contains(new CwmpOutcome.Success(response));
        assertThat(ended.join()).isEqualTo(bench.found(call));
        assertThat(session.next()).isEmpty();
        assertThat(bench.queue.ended(call.id()).toCompletableFuture().join()).isEqualTo(bench.found(call));
    }

    @Test
    void sessions_need_not_be_asked_for_more_while_nothing_waits() {
        Bench.Driven session = bench.session();
        assertThat(session.mayCall()).isFalse();
        bench.submit(GET);
        assertThat(session.mayCall()).isTrue();
    }

    @Test
    void a_fault_is_an_answer_too() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        session.fault(9005);
        assertThat(bench.found(call).outcome())
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(CwmpOutcome.Faulted.class));
        assertThat(bench.state(call)).isEqualTo(State.ANSWERED);
    }

    @Test
    void higher_priorities_go_first_and_equal_ones_in_their_order() {
        bench.submit(new Reboot("a"));
        bench.submit(new Reboot("b"), 5);
        bench.submit(new Reboot("c"));
        bench.submit(new Reboot("d"), -1);
        assertThat(bench.queue.list(CPE))
                .extracting(call -> ((Reboot) call.request()).commandKey())
                .containsExactly("b", "a", "c", "d");
        Bench.Driven session = bench.session();
        List<CwmpRequest> sent = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            session.next().ifPresent(sent::add);
            session.answer(new RebootResponse());
        }
        assertThat(sent).containsExactly(new Reboot("b"), new Reboot("a"), new Reboot("c"), new Reboot("d"));
    }

    @Test
    void the_last_that_ended_is_listed_first_and_only_so_many_are_kept() {
        List<String> ids = new ArrayList<>();
        Bench.Driven session = bench.session();
        for (int each = 0; each < 5; each++) {
            ids.add(0, bench.submit(GET).id());
            session.next();
            bench.clock.forward(Duration.ofSeconds(1));
            session.answer(new GetParameterValuesResponse(List.of()));
        }
        String waiting = bench.submit(GET).id();
        await().untilAsserted(() -> assertThat(bench.queue.list(CPE))
                .extracting(QueuedCall::id)
                .containsExactly(waiting, ids.get(0), ids.get(1), ids.get(2)));
        assertThat(bench.store.allEntries()).hasSize(7);
    }

    @Test
    void what_ended_is_kept_for_a_time() {
        QueuedCall call = bench.submit(GET);
        bench.queue.cancel(call.id());
        assertThat(bench.state(call)).isEqualTo(State.CANCELLED);
        bench.clock.forward(Duration.ofDays(8));
        await().until(() -> bench.store.allEntries().isEmpty());
        assertThat(bench.queue.find(call.id())).isEmpty();
        assertThat(bench.queue.list(CPE)).isEmpty();
    }

    @Test
    void what_was_cancelled_is_not_sent() {
        QueuedCall call = bench.submit(GET);
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        assertThat(bench.queue.cancel(call.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
        assertThat(ended.join().state()).isEqualTo(State.CANCELLED);
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void what_was_sent_is_not_cancelled() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        assertThat(bench.queue.cancel(call.id()).orElseThrow().state()).isEqualTo(State.SENT);
        session.answer(new GetParameterValuesResponse(List.of()));
        assertThat(bench.queue.cancel(call.id()).orElseThrow().state()).isEqualTo(State.ANSWERED);
        assertThat(bench.queue.cancel("nothing")).isEmpty();
    }

    @Test
    void what_waited_too_long_expires_and_is_not_sent() {
        QueuedCall call = bench.queue.submit(CPE, GET, 0, Duration.ofMinutes(5));
        bench.queue.unreachable(CPE, "127.0.0.1:7547 does not accept connections");
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        bench.clock.forward(Duration.ofMinutes(6));
        assertThat(ended.orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join())
                .satisfies(expired -> {
                    assertThat(expired.state()).isEqualTo(State.EXPIRED);
                    assertThat(expired.remark()).contains("127.0.0.1:7547 does not accept connections");
                });
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void one_that_is_just_due_is_not_sent() {
        QueuedCall call = bench.queue.submit(CPE, GET, 0, Duration.ofMinutes(5));
        Bench.Driven session = bench.session();
        bench.clock.forward(Duration.ofMinutes(6));
        assertThat(session.next()).isEmpty();
        assertThat(bench.state(call)).isEqualTo(State.EXPIRED);
    }

    @Test
    void a_call_whose_session_breaks_is_unknown_and_never_sent_again() {
        QueuedCall call = bench.submit(GET);
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        Bench.Driven session = bench.session();
        session.next();
        session.breakOff(Delivery.UNKNOWN);
        assertThat(ended.join().state()).isEqualTo(State.UNKNOWN);
        assertThat(ended.join().remark()).contains("not known");
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void a_call_whose_session_was_replaced_unnoticed_is_unknown() {
        QueuedCall call = bench.submit(GET);
        bench.session().next();
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.state(call)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void a_call_that_was_not_written_goes_out_later() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        bench.sought.clear();
        session.breakOff(Delivery.NOT_SENT);
        assertThat(bench.state(call)).isEqualTo(State.WAITING);
        assertThat(bench.sought).containsExactly("1");
        assertThat(bench.session().next()).contains(GET);
    }

    @Test
    void a_call_that_the_client_refuses_ends() {
        QueuedCall call = bench.submit(new Reboot("loop"));
        Bench.Driven session = bench.session();
        session.next();
        bench.sought.clear();
        session.breakOff(Delivery.REFUSED);
        assertThat(bench.state(call)).isEqualTo(State.CANCELLED);
        assertThat(bench.found(call).remark()).contains("reboots.max");
        assertThat(bench.sought).isEmpty();
        assertThat(session.next()).isEmpty();
    }

    @Test
    void an_answer_after_all_counts() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        bench.session();
        assertThat(bench.state(call)).isEqualTo(State.UNKNOWN);
        session.answer(new GetParameterValuesResponse(List.of()));
        assertThat(bench.state(call)).isEqualTo(State.ANSWERED);
    }

    @Test
    void an_answer_that_is_too_large_is_told_and_not_kept() {
        QueuedCall call = bench.submit(GET);
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        Bench.Driven session = bench.session();
        session.next();
        session.answer(new GetParameterValuesResponse(
                List.of(new ParameterValueStruct("Device.DeviceInfo.Log", "x".repeat(5_000)))));
        assertThat(ended.join().outcome()).isPresent();
        assertThat(bench.found(call).outcome()).isEmpty();
        assertThat(bench.found(call).remark()).contains("answer.max");
    }

    @Test
    void it_is_urgent_while_somebody_waits_for_its_end() {
        QueuedCall call = bench.submit(GET);
        assertThat(bench.queue.waiting(CPE)).extracting(WaitingCall::urgent).containsExactly(false);
        CompletableFuture<QueuedCall> ended = bench.queue.ended(call.id()).toCompletableFuture();
        assertThat(bench.sought).containsExactly("1", "1 urgent");
        assertThat(bench.queue.waiting(CPE)).singleElement().satisfies(waiting -> {
            assertThat(waiting.id()).isEqualTo(call.id());
            assertThat(waiting.rpc()).isEqualTo("GetParameterValues");
            assertThat(waiting.deadline()).contains(call.deadline());
            assertThat(waiting.urgent()).isTrue();
        });
        ended.cancel(false);
        assertThat(bench.queue.waiting(CPE)).extracting(WaitingCall::urgent).containsExactly(false);
    }

    @Test
    void an_operator_sees_why_the_cpe_has_not_come() {
        QueuedCall call = bench.submit(GET);
        bench.queue.unreachable(CPE, "127.0.0.1:7547 is\nbusy");
        assertThat(bench.found(call).remark()).isEqualTo("The CPE cannot be asked to connect: 127.0.0.1:7547 is?busy.");
        bench.session();
        assertThat(bench.found(call).remark()).isEmpty();
    }

    @Test
    void an_unknown_cpe_is_refused() {
        CpeId stranger = new CpeId("00D09E", "GW", "stranger");
        assertThatThrownBy(() -> bench.queue.submit(stranger, GET, 0, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The CPE 00D09E-GW-stranger is not known: it has not sent an Inform yet.");
    }

    @Test
    void an_rpc_that_cannot_carry_its_arguments_is_refused() {
        assertThatThrownBy(() -> bench.submit(new Reboot("x".repeat(33))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Reboot.CommandKey has 33 characters, at most 32 are allowed.");
        assertThatThrownBy(() -> bench.queue.submit(CPE, GET, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("366 days");
        assertThatThrownBy(() -> bench.submit(new NoRpcOfCwmp())).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void only_so_many_wait_for_a_cpe_and_in_all() {
        for (int each = 0; each < 5; each++) {
            bench.submit(GET);
        }
        assertThatThrownBy(() -> bench.submit(GET))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("calls.max.per.device");
        for (int each = 2; each < 5; each++) {
            bench.queue.submit(new CpeId("00D09E", "GW", "" + each), GET, 0, Duration.ofHours(1));
        }
        assertThatThrownBy(() -> bench.queue.submit(new CpeId("00D09E", "GW", "6"), GET, 0, Duration.ofHours(1)))
                .isInstanceOf(QueueFullException.class)
                .hasMessageContaining("calls.max");
        bench.queue.cancel(bench.queue.list(CPE).get(0).id());
        bench.submit(GET);
    }

    @Test
    void nobody_waits_for_a_call_that_there_is_not() {
        assertThat(bench.queue.ended("nothing").toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void those_who_wait_are_told_when_the_queue_stops() {
        CompletableFuture<QueuedCall> ended =
                bench.queue.ended(bench.submit(GET).id()).toCompletableFuture();
        bench.queue.close();
        assertThatThrownBy(ended::join).hasCauseInstanceOf(StoreUnavailableException.class);
    }

    private record NoRpcOfCwmp() implements CwmpRequest {}
}
