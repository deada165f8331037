package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.store.StoreUnavailableException;

class BrokenSessionTest {

    private static final String REBOOTED = "<cwmp:RebootResponse/>";
    private static final CpeId CPE_1 = new CpeId("00D09E", "GW", "1");

    private AcsServer acs;
    private RecordingParticipant participant;

    @BeforeEach
    void start() {
        start(AcsServer.LIMITS);
    }

    private void start(SessionLimits limits) {
        acs = new AcsServer(limits, Duration.ofMillis(200));
        participant = acs.with(new RecordingParticipant("", 1));
    }

    @AfterEach
    void stop() throws Exception {
        acs.close();
    }

    private void restart(SessionLimits limits) throws Exception {
        acs.close();
        start(limits);
    }

    /** A CPE whose session has the call {@code a} outstanding. */
    private ScriptedCpe called() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
        return cpe;
    }

    private void assertThatCallIsLost() {
        assertThat(participant.heard()).contains("unanswered a UNKNOWN");
        assertThat(participant.heard()).doesNotContain("answered a Success");
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void a_new_inform_replaces_the_session() {
        ScriptedCpe old = called();
        ScriptedCpe rebooted = acs.cpe("1");
        assertThat(rebooted.inform("1 BOOT").message()).isEqualTo("InformResponse");
        assertThat(participant.heard()).containsExactly("informed", "next", "unanswered a UNKNOWN", "informed");
        assertThat(old.send("1", REBOOTED).status()).isEqualTo(400);
        assertThat(rebooted.empty().status()).isEqualTo(204);
    }

    @Test
    void a_second_inform_in_a_session_begins_a_new_one() {
        ScriptedCpe cpe = called();
        String cookie = cpe.cookie();
        assertThat(cpe.inform("1 BOOT").message()).isEqualTo("InformResponse");
        assertThat(cpe.cookie()).isNotEqualTo(cookie);
        assertThat(participant.heard()).containsExactly("informed", "next", "unanswered a UNKNOWN", "informed");
        assertThat(acs.sessions().all()).hasSize(1);
    }

    @Test
    void a_silent_cpe_loses_its_session() throws Exception {
        restart(new SessionLimits(Duration.ofMillis(200), Duration.ofSeconds(60), 100, 100, 20));
        ScriptedCpe cpe = called();
        await().untilAsserted(this::assertThatCallIsLost);
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(400);
    }

    @Test
    void a_cpe_may_ask_for_a_longer_timeout() throws Exception {
        restart(new SessionLimits(Duration.ofMillis(50), Duration.ofSeconds(60), 100, 100, 20));
        ScriptedCpe patient = acs.cpe("1").withHeader("<cwmp:SessionTimeout>40</cwmp:SessionTimeout>");
        patient.inform("1 BOOT");
        acs.cpe("2").inform("1 BOOT");
        await().until(() -> acs.sessions().all().size() == 1);
        assertThat(patient.empty().status()).isEqualTo(204);
    }

    @Test
    void an_answer_with_another_id_ends_the_session() {
        assertThat(called().send("4711", REBOOTED).status()).isEqualTo(400);
        assertThatCallIsLost();
    }

    @Test
    void an_answer_to_another_rpc_ends_the_session() {
        assertThat(called().send("1", "<cwmp:FactoryResetResponse/>").status()).isEqualTo(400);
        assertThatCallIsLost();
    }

    @Test
    void an_answer_without_a_call_ends_the_session() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(400);
        assertThat(cpe.empty().status()).isEqualTo(400);
    }

    @Test
    void an_empty_post_instead_of_an_answer_ends_the_session() {
        assertThat(called().empty().status()).isEqualTo(204);
        assertThatCallIsLost();
    }

    @Test
    void a_session_begins_with_an_inform() {
        ScriptedCpe cpe = acs.cpe("1");
        assertThat(cpe.transferComplete("k").status()).isEqualTo(400);
        assertThat(cpe.empty().status()).isEqualTo(400);
        assertThat(cpe.inform("1 BOOT").status()).isEqualTo(200);
    }

    @Test
    void a_session_has_a_bounded_number_of_rpcs() throws Exception {
        restart(new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 100, 100, 2));
        for (int i = 0; i < 5; i++) {
            participant.calling("a", new Reboot("k"));
        }
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        cpe.empty();
        assertThat(cpe.send("1", REBOOTED).message()).isEqualTo("Reboot");
        assertThat(cpe.send("2", REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void sessions_are_bounded_in_all_and_by_address() throws Exception {
        restart(new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 100, 1, 20));
        ScriptedCpe first = acs.cpe("1");
        first.inform("1 BOOT");
        ScriptedCpe second = acs.cpe("2");
        Answer refused = second.inform("1 BOOT");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(first.inform("1 BOOT").status()).isEqualTo(200);
        assertThat(first.empty().status()).isEqualTo(204);
        assertThat(second.inform("1 BOOT").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "<a><b></a>",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<html><body>hello</body></html>",
                "\u0000\u0000\u0001",
                "{\"json\": true}"
            })
    void what_is_no_cwmp_is_refused_and_ends_the_session(String body) {
        ScriptedCpe stranger = acs.cpe("2");
        assertThat(stranger.post(body).status()).isEqualTo(400);
        ScriptedCpe cpe = called();
        assertThat(cpe.post(body).status()).isEqualTo(400);
        assertThatCallIsLost();
        assertThat(acs.cpe("1").inform("1 BOOT").status()).isEqualTo(200);
    }

    @Test
    void a_deep_document_is_refused() {
        assertThat(acs.cpe("1").post("<a>".repeat(5_000)).status()).isIn(400, 413);
    }

    @Test
    void impossible_arguments_get_fault_8003() {
        ScriptedCpe cpe = acs.cpe("1");
        Answer answer = cpe.send("3", "<cwmp:Inform><DeviceId><OUI></OUI></DeviceId></cwmp:Inform>");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.faultCode()).isEqualTo("8003");
        assertThat(answer.id()).isEqualTo("3");
    }

    @Test
    void only_post_is_served() {
        assertThat(acs.cpe("1").request("GET", new byte[0]).status()).isEqualTo(405);
        assertThat(acs.cpe("1").request("TRACE", new byte[0]).status()).isEqualTo(405);
    }

    @Test
    void a_cpe_that_may_not_enrol_is_forbidden() {
        participant.failWith(new EnrolmentRefusedException("too many"));
        Answer answer = acs.cpe("1").inform("0 BOOTSTRAP");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("too many");
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void a_failing_participant_breaks_the_session_off_so_that_the_cpe_retries() {
        participant.failWith(new StoreUnavailableException("the disk is full"));
        ScriptedCpe cpe = acs.cpe("1");
        Answer answer = cpe.inform("1 BOOT");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.body()).doesNotContain("disk");
        assertThat(acs.sessions().all()).isEmpty();
        participant.recover();
        assertThat(cpe.inform("1 BOOT").status()).isEqualTo(200);
        participant.failWith(new IllegalStateException("a mistake"));
        assertThat(cpe.transferComplete("k").status()).isEqualTo(503);
        assertThat(acs.sessions().all()).isEmpty();
    }

    private record NoRpcOfCwmp() implements CwmpRequest {}

    @Test
    void a_call_that_cannot_be_written_was_not_sent() {
        participant.calling("a", new NoRpcOfCwmp());
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.empty().status()).isEqualTo(204);
        assertThat(participant.heard()).containsExactly("informed", "next", "unanswered a NOT_SENT");
    }

    @Test
    void a_call_to_a_cpe_that_has_hung_up_was_not_sent() {
        CountDownLatch hungUp = new CountDownLatch(1);
        participant.calling(() -> {
            await().until(() -> hungUp.getCount() == 0);
            return new Call("a", new Reboot("k"));
        });
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        cpe.postAndHangUp("");
        hungUp.countDown();
        await().untilAsserted(() ->
                assertThat(participant.heard()).containsExactly("informed", "next", "unanswered a NOT_SENT"));
    }

    @Test
    void a_session_goes_on_when_the_client_is_updated() {
        ScriptedCpe cpe = called();
        acs.update();
        RecordingParticipant updated = acs.with(new RecordingParticipant("", 1));
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard()).containsExactly("informed", "next");
        assertThat(updated.heard()).containsExactly("answered a Success", "next");
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void a_session_goes_on_by_its_cookie_too_when_the_client_is_updated() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1").withConnectionPerPost();
        cpe.inform("1 BOOT");
        acs.update();
        RecordingParticipant updated = acs.with(new RecordingParticipant("", 1)).calling("b", new Reboot("k"));
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
        assertThat(updated.heard()).containsExactly("next");
    }

    @Test
    void a_session_whose_cpe_was_silent_during_the_update_ends() throws Exception {
        restart(new SessionLimits(Duration.ofMillis(100), Duration.ofMillis(200), 100, 100, 20));
        called();
        acs.update();
        RecordingParticipant updated = acs.with(new RecordingParticipant("", 1));
        await().untilAsserted(() -> assertThat(updated.heard()).containsExactly("unanswered a UNKNOWN"));
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void messages_wait_for_a_required_participant_that_is_being_updated() throws Exception {
        try (AcsServer server = new AcsServer(AcsServer.LIMITS, Duration.ofSeconds(10), "interworking")) {
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> server.cpe("1").inform("1 BOOT"));
            RecordingParticipant late = new RecordingParticipant("interworking", 7);
            await().during(Duration.ofMillis(200)).until(() -> !answer.isDone());
            server.with(late);
            assertThat(answer.get().message()).isEqualTo("InformResponse");
            assertThat(late.heard()).containsExactly("interworking informed");
        }
    }

    @Test
    void a_cpe_is_told_to_retry_when_a_required_participant_stays_away() throws Exception {
        try (AcsServer server = new AcsServer(AcsServer.LIMITS, Duration.ofMillis(100), "interworking")) {
            Answer answer = server.cpe("1").inform("1 BOOT");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsKey("retry-after");
        }
    }

    @Test
    void a_completion_must_be_sent_again_while_one_who_may_know_it_stays_away() throws Exception {
        try (AcsServer server = new AcsServer(AcsServer.LIMITS, Duration.ofMillis(100), "interworking")) {
            server.with(new RecordingParticipant("queue", 7)).receiving(Reception.NOT_MINE);
            RecordingParticipant leaving = server.with(new RecordingParticipant("interworking", 8));
            ScriptedCpe cpe = server.cpe("1");
            cpe.inform("7 TRANSFER COMPLETE");
            server.servlet().removeParticipant(leaving, leaving.properties(0));
            assertThat(cpe.transferComplete("k").status()).isEqualTo(503);
        }
    }

    @Test
    void a_cpe_is_told_to_retry_while_the_device_records_are_away() {
        acs.servlet().unsetDevices(acs.devices());
        assertThat(acs.cpe("1").inform("1 BOOT").status()).isEqualTo(503);
    }

    @Test
    void an_answer_reaches_the_updated_participant_of_the_same_name() throws Exception {
        try (AcsServer server = new AcsServer(AcsServer.LIMITS, Duration.ofSeconds(5), "interworking")) {
            RecordingParticipant old = server.with(new RecordingParticipant("interworking", 7));
            old.calling("a", new Reboot("k"));
            ScriptedCpe cpe = server.cpe("1");
            cpe.inform("1 BOOT");
            cpe.empty();
            server.servlet().removeParticipant(old, old.properties(0));
            RecordingParticipant updated = server.with(new RecordingParticipant("interworking", 8));
            assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(204);
            assertThat(updated.heard()).containsExactly("interworking answered a Success", "interworking next");
        }
    }

    @Test
    void a_device_is_active_while_it_is_in_a_session() {
        assertThat(acs.sessions().isActive(CPE_1)).isFalse();
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(acs.sessions().isActive(CPE_1)).isTrue();
        cpe.empty();
        assertThat(acs.sessions().isActive(CPE_1)).isFalse();
    }

    /** What the sessions without cookies rest upon. */
    @Test
    void jetty_shows_the_connection_of_a_request() throws Exception {
        CompletableFuture<Object> shown = new CompletableFuture<>();
        Server server = new Server(0);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(
                new ServletHolder(new HttpServlet() {
                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws IOException {
                        shown.complete(String.valueOf(request.getAttribute("org.eclipse.jetty.server.HttpConnection")));
                    }
                }),
                "/*");
        server.setHandler(context);
        server.start();
        try (ScriptedCpe cpe = new ScriptedCpe(((ServerConnector) server.getConnectors()[0]).getLocalPort(), "1")) {
            cpe.empty();
            assertThat(shown.get()).asString().contains("HttpConnection");
        } finally {
            server.stop();
        }
    }
}
