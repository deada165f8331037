package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.api.SessionTraces.Direction;
import org.viaduct.cwmp.api.SessionTraces.SessionTrace;
import org.viaduct.cwmp.api.SessionTraces.TracedMessage;
import org.viaduct.cwmp.rpc.Download;

class TraceTest {

    private static final CpeId CPE_1 = new CpeId("00D09E", "GW", "1");
    private static final CpeId CPE_2 = new CpeId("00D09E", "GW", "2");

    private AcsServer acs;
    private RecordingParticipant participant;

    @BeforeEach
    void start() {
        acs = new AcsServer();
        participant = acs.with(new RecordingParticipant("", 1));
    }

    @AfterEach
    void stop() throws Exception {
        acs.close();
    }

    private List<String> summaries(SessionTrace trace) {
        return trace.messages().stream()
                .map(message -> (message.direction() == Direction.FROM_CPE ? "> " : "< ") + message.summary())
                .toList();
    }

    private SessionTrace last() {
        List<SessionTrace> sessions = acs.traces().sessions(CPE_1);
        return sessions.get(sessions.size() - 1);
    }

    @Test
    void a_session_is_recorded_from_inform_to_end() {
        acs.traces().on(CPE_1);
        participant.calling("a", new Download("k", "1 F", "http://u:hunter2@a/", "me", "hunter2", 0, "", 0, "", ""));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT", "4 VALUE CHANGE");
        assertThat(last().end()).isEmpty();
        cpe.empty();
        cpe.sendFault("1", 9001);

        SessionTrace trace = last();
        assertThat(summaries(trace))
                .containsExactly(
                        "> Inform 1 BOOT, 4 VALUE CHANGE",
                        "< InformResponse",
                        "> empty POST",
                        "< Download",
                        "> Fault 9001 no",
                        "< HTTP 204, nothing more");
        assertThat(trace.session().cpe()).isEqualTo(CPE_1);
        assertThat(trace.end()).hasValue("neither side had anything more to say");
        assertThat(trace.messages().get(3).text())
                .contains("  CommandKey: k\n", "  Username: me\n", "  Password: ***\n")
                .doesNotContain("hunter2");
        assertThat(trace.messages()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void only_traced_devices_are_recorded() {
        acs.traces().on(CPE_2);
        acs.cpe("1").inform("1 BOOT");
        acs.cpe("2").inform("1 BOOT");
        assertThat(acs.traces().sessions(CPE_1)).isEmpty();
        assertThat(acs.traces().sessions(CPE_2)).hasSize(1);
        assertThat(acs.traces().traced()).containsExactly(CPE_2);
        acs.traces().off(CPE_2);
        assertThat(acs.traces().sessions(CPE_2)).isEmpty();
        assertThat(acs.traces().any()).isFalse();
    }

    @Test
    void a_trace_may_begin_in_the_middle_of_a_session() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        acs.traces().on(CPE_1);
        cpe.empty();
        assertThat(summaries(last())).containsExactly("> empty POST", "< HTTP 204, nothing more");
        assertThat(last().end()).isPresent();
    }

    @Test
    void an_unreadable_message_says_why_and_shows_its_tags() {
        acs.traces().on(CPE_1);
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        cpe.post("<a><Password>hunter2</Password><b></a>");

        TracedMessage unreadable = last().messages().get(2);
        assertThat(unreadable.summary()).startsWith("unreadable: the document is \"a\", not a SOAP Envelope");
        assertThat(unreadable.text()).isEqualTo("<a><Password>***</Password><b></a>");
        assertThat(summaries(last()).get(3)).isEqualTo("< HTTP 400");
        assertThat(last().end()).get().asString().startsWith("the CPE broke the rules: the document is");
    }

    @Test
    void a_refused_inform_is_recorded() {
        acs.traces().on(CPE_1);
        participant.failWith(new EnrolmentRefusedException("too many"));
        acs.cpe("1").inform("0 BOOTSTRAP");
        assertThat(summaries(last())).containsExactly("> Inform 0 BOOTSTRAP", "< HTTP 403");
        assertThat(last().end()).isEqualTo(Optional.of("it was not opened"));
    }

    @Test
    void a_replaced_session_says_so() {
        acs.traces().on(CPE_1);
        acs.cpe("1").inform("1 BOOT");
        acs.cpe("1").inform("1 BOOT");
        assertThat(acs.traces().sessions(CPE_1)).hasSize(2);
        assertThat(acs.traces().sessions(CPE_1).get(0).end())
                .hasValue("the CPE opened a new session before this one was finished");
    }

    @Test
    void the_last_sessions_are_kept() {
        acs.traces().on(CPE_1);
        ScriptedCpe cpe = acs.cpe("1");
        for (int i = 0; i < 25; i++) {
            cpe.inform(i + " X");
            cpe.empty();
        }
        List<SessionTrace> sessions = acs.traces().sessions(CPE_1);
        assertThat(sessions).hasSize(20);
        assertThat(summaries(sessions.get(0)).get(0)).isEqualTo("> Inform 5 X");
        assertThat(summaries(last()).get(0)).isEqualTo("> Inform 24 X");
    }

    @Test
    void long_sessions_and_texts_are_cut() throws Exception {
        stop();
        acs = new AcsServer(
                new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), 100, 100, 1_000),
                Duration.ofSeconds(5));
        acs.traces().on(CPE_1);
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        for (int i = 0; i < 200; i++) {
            cpe.send("5", "<cwmp:GetRPCMethods/>");
        }
        assertThat(last().messages()).hasSize(300);
        assertThat(last().messages().get(299).summary()).endsWith("(the last that is recorded of this session)");
        cpe.inform(Collections.nCopies(300, "1 BOOT").toArray(String[]::new));
        assertThat(last().messages().get(0).text())
                .hasSizeLessThan(20_000)
                .endsWith("(cut here, for it is too long)\n");
    }

    @Test
    void a_few_devices_at_a_time_can_be_traced() {
        for (int i = 0; i < 20; i++) {
            acs.traces().on(new CpeId("00D09E", "GW", "T" + i));
        }
        acs.traces().on(new CpeId("00D09E", "GW", "T0"));
        assertThatIllegalStateException()
                .isThrownBy(() -> acs.traces().on(CPE_1))
                .withMessageContaining("switch one off first");
    }
}
