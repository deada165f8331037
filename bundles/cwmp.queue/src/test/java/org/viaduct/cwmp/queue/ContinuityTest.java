package org.viaduct.cwmp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.viaduct.cwmp.queue.Bench.CPE;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.api.QueuedCall;
import org.viaduct.cwmp.api.QueuedCall.State;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.store.StoreUnavailableException;

/** Restarts, updates, and services that go and come. */
class ContinuityTest {

    private static final GetParameterValues GET = new GetParameterValues(List.of("Device."));
    private static final Download DOWNLOAD =
            new Download("key", "1 Firmware Upgrade Image", "http://fs/fw.bin", "joe", "hush", 5, "fw.bin", 0, "", "");

    private Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void restart() {
        bench = bench.restarted();
        await().until(() ->
                !bench.queue.waiting(CPE).isEmpty() || bench.store.allEntries().isEmpty());
    }

    @Test
    void what_waits_survives_a_restart_and_its_cpe_is_sought() {
        List<CwmpRequest> requests = List.of(
                DOWNLOAD,
                new SetParameterValues(List.of(new ParameterValueStruct("Device.X", "a & b", "string")), "k"),
                new FactoryReset(),
                new UnknownRequest("X_00D09E_Ping"));
        requests.forEach(bench::submit);
        restart();
        await().until(() -> bench.sought.contains("1 bulk"));
        assertThat(bench.queue.list(CPE)).extracting(QueuedCall::request).containsExactlyElementsOf(requests);
        assertThat(bench.session().next()).contains(DOWNLOAD);
    }

    @Test
    void nothing_secret_is_readable_in_the_store() {
        bench.submit(DOWNLOAD);
        Bench.Driven session = bench.session();
        session.next();
        session.answer(new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT));
        assertThat(bench.store.text()).doesNotContain("hush", "joe", "fw.bin", "DownloadResponse");
    }

    @Test
    void requests_and_answers_can_be_read_after_the_key_was_rotated() {
        QueuedCall answered = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        session.answer(new GetParameterValuesResponse(List.of()));
        bench.submit(DOWNLOAD);
        assertThat(bench.rotate()).isEqualTo(3);
        assertThat(bench.found(answered).outcome()).isPresent();
        assertThat(session.next()).contains(DOWNLOAD);
    }

    @Test
    void what_was_sent_before_a_restart_is_unknown_and_not_sent_again() {
        QueuedCall sent = bench.submit(DOWNLOAD);
        QueuedCall waiting = bench.submit(GET);
        bench.session().next();
        restart();
        await().until(() -> bench.state(sent) == State.UNKNOWN);
        assertThat(bench.session().next()).contains(GET);
        assertThat(bench.state(waiting)).isEqualTo(State.SENT);
    }

    @Test
    void an_answer_that_comes_after_an_update_of_the_queue_is_taken() {
        QueuedCall sent = bench.submit(DOWNLOAD);
        bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        restart();
        session.with(bench).answer(new DownloadResponse(0, Instant.EPOCH, Instant.EPOCH));
        assertThat(bench.state(sent)).isEqualTo(State.ANSWERED);
        assertThat(session.next()).contains(GET);
    }

    @Test
    void another_client_is_asked_for_all_that_waits() {
        bench.submit(GET);
        bench.cwmpClient(false);
        bench.submit(GET);
        bench.sought.clear();
        bench.cwmpClient(true);
        await().until(() -> bench.sought.contains("1 bulk"));
    }

    @Test
    void without_the_keeper_of_secrets_nothing_is_sent_and_sessions_go_on() {
        QueuedCall call = bench.submit(GET);
        bench.secrets(false);
        assertThat(bench.session().next()).isEmpty();
        assertThatThrownBy(() -> bench.submit(GET)).isInstanceOf(StoreUnavailableException.class);
        bench.sought.clear();
        bench.secrets(true);
        await().until(() -> bench.sought.contains("1 bulk"));
        assertThat(bench.session().next()).contains(GET);
        assertThat(bench.state(call)).isEqualTo(State.SENT);
    }

    @Test
    void what_cannot_be_opened_any_more_ends_with_a_remark() {
        QueuedCall call = bench.submit(GET);
        bench.loseTheKey();
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.state(call)).isEqualTo(State.CANCELLED);
        assertThat(bench.found(call).remark()).contains("key");
        assertThat(bench.found(call).request()).isEqualTo(new UnknownRequest("GetParameterValues"));
    }

    @Test
    void without_the_store_sessions_in_which_nothing_waits_go_on() {
        bench.store.down(true);
        assertThat(bench.session().next()).isEmpty();
        assertThatThrownBy(() -> bench.submit(GET)).isInstanceOf(StoreUnavailableException.class);
        bench.store.down(false);
    }

    @Test
    void an_answer_that_cannot_be_stored_is_stored_later() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        bench.store.down(true);
        session.answer(new GetParameterValuesResponse(List.of()));
        bench.session();
        bench.store.down(false);
        await().until(() -> bench.state(call) == State.ANSWERED);
    }

    @Test
    void a_broken_session_that_cannot_be_stored_is_stored_later() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        session.next();
        bench.store.down(true);
        session.breakOff(Delivery.UNKNOWN);
        bench.store.down(false);
        await().until(() -> bench.state(call) == State.UNKNOWN);
        assertThat(bench.session().next()).isEmpty();
    }

    @Test
    void a_call_that_was_not_handed_out_because_the_store_went_is_sent_once_when_it_is_back() {
        QueuedCall call = bench.submit(GET);
        Bench.Driven session = bench.session();
        bench.store.failAfterNextChange();
        assertThatThrownBy(session::next).isInstanceOf(StoreUnavailableException.class);
        bench.store.down(false);
        await().until(() -> bench.state(call) == State.WAITING);
        await().until(() -> bench.session().next().isPresent());
        assertThat(bench.session().next()).isEmpty();
        assertThat(bench.state(call)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void a_call_of_which_is_not_known_whether_it_was_stored_is_found_out() {
        bench.store.failAfterNextChange();
        assertThatThrownBy(() -> bench.submit(GET)).isInstanceOf(StoreUnavailableException.class);
        bench.store.down(false);
        await().until(() -> bench.sought.contains("1"));
        assertThat(bench.session().next()).contains(GET);
    }
}
