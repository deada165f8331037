package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.testkit.ErrorStream;

class SessionTest {

    private static final String REBOOTED = "<cwmp:RebootResponse/>";

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

    @ParameterizedTest
    @ValueSource(strings = {"urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-2", "urn:dslforum-org:cwmp-1-4"})
    void an_inform_is_answered_with_its_id_in_its_namespace(String namespace) {
        Answer answer = acs.cpe("1").speaking(namespace).inform("1 BOOT");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("InformResponse");
        assertThat(answer.id()).isEqualTo("77");
        assertThat(answer.body())
                .contains("xmlns:cwmp=\"" + namespace + "\"")
                .contains("<MaxEnvelopes>1</MaxEnvelopes>")
                .doesNotContain("HoldRequests")
                .doesNotContain("UseCWMPVersion");
        assertThat(answer.headers().get("set-cookie")).contains("; Path=/").contains("; HttpOnly");
        assertThat(answer.headers().get("content-type")).startsWith("text/xml");
    }

    /** CPEs that wrap what they receive into an element of their own cannot have a declaration in it. */
    @Test
    void no_answer_begins_with_an_xml_declaration() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1");

        assertThat(cpe.inform("1 BOOT").body()).startsWith("<soap-env:Envelope ");
        assertThat(cpe.empty().body()).startsWith("<soap-env:Envelope ");
    }

    @Test
    void the_newest_version_that_both_speak_is_chosen() {
        Answer answer = acs.cpe("1")
                .withHeader("<cwmp:SupportedCWMPVersions>1.0,1.3,1.9</cwmp:SupportedCWMPVersions>")
                .inform("1 BOOT");
        assertThat(answer.first("<cwmp:UseCWMPVersion[^>]*>([^<]*)<")).isEqualTo("1.3");
    }

    @Test
    void a_cpe_that_speaks_none_of_our_versions_gets_fault_8006() {
        Answer answer = acs.cpe("1")
                .withHeader("<cwmp:SupportedCWMPVersions>2.0</cwmp:SupportedCWMPVersions>")
                .inform("1 BOOT");
        assertThat(answer.faultCode()).isEqualTo("8006");
    }

    @Test
    void a_session_without_work_ends_with_204() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("2 PERIODIC");
        assertThat(cpe.empty().status()).isEqualTo(204);
        assertThat(participant.heard()).containsExactly("informed", "next");
        assertThat(cpe.empty().status()).isEqualTo(400);
    }

    @Test
    void white_space_is_an_empty_post() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("2 PERIODIC");
        assertThat(cpe.post(" \r\n\t\n").status()).isEqualTo(204);
    }

    @Test
    void it_is_told_when_a_cpe_is_given_an_rpc_and_when_it_has_answered() {
        List<String> told = new CopyOnWriteArrayList<>();
        acs.sessions().tell(new Acting() {
            @Override
            public void begins(CpeId cpe) {
                told.add("begins");
            }

            @Override
            public void ends(CpeId cpe) {
                told.add("ends");
            }
        });
        participant.calling("a", new Reboot("k1")).calling("b", new FactoryReset());
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("6 CONNECTION REQUEST");
        Answer first = cpe.empty();
        assertThat(told).containsExactly("begins");
        cpe.send(first.id(), REBOOTED);
        assertThat(told).containsExactly("begins", "ends", "begins");
        cpe.inform("1 BOOT");
        assertThat(told).containsExactly("begins", "ends", "begins", "ends", "ends");
    }

    @Test
    void the_next_rpc_follows_the_answer_at_once() {
        participant.calling("a", new Reboot("k1")).calling("b", new FactoryReset());
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("6 CONNECTION REQUEST");
        Answer first = cpe.empty();
        assertThat(first.message()).isEqualTo("Reboot");
        Answer second = cpe.send(first.id(), REBOOTED);
        assertThat(second.message()).isEqualTo("FactoryReset");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(cpe.sendFault(second.id(), 9001).status()).isEqualTo(204);
        assertThat(participant.heard())
                .containsExactly("informed", "next", "answered a Success", "next", "answered b 9001", "next");
    }

    @Test
    void an_answer_without_id_is_that_of_the_only_call() {
        participant.calling("a", new Reboot("k1"));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        cpe.empty();
        assertThat(cpe.send("", REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard()).contains("answered a Success");
    }

    @Test
    void participants_are_asked_in_the_order_of_their_ranking() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (AcsServer server = new AcsServer()) {
            RecordingParticipant low = new RecordingParticipant("low", 1, heard);
            RecordingParticipant high = new RecordingParticipant("high", 2, heard);
            server.servlet().addParticipant(low, low.properties(0));
            server.servlet().addParticipant(high, high.properties(100));
            high.calling("h", new Reboot("k"));
            low.calling("l", new FactoryReset());
            ScriptedCpe cpe = server.cpe("1");
            cpe.inform("1 BOOT");
            Answer call = cpe.empty();
            assertThat(cpe.send(call.id(), REBOOTED).message()).isEqualTo("FactoryReset");
        }
        assertThat(heard)
                .startsWith(
                        "high informed",
                        "low informed",
                        "high next",
                        "high answered h Success",
                        "high next",
                        "low next");
    }

    @Test
    void a_session_goes_on_over_new_connections_by_its_cookie() {
        participant.calling("a", new Reboot("k1"));
        ScriptedCpe cpe = acs.cpe("1").withConnectionPerPost();
        cpe.inform("1 BOOT");
        Answer call = cpe.empty();
        assertThat(cpe.send(call.id(), REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void a_session_without_cookies_goes_on_over_its_connection() {
        participant.calling("a", new Reboot("k1"));
        ScriptedCpe cpe = acs.cpe("1").withoutCookies();
        cpe.inform("1 BOOT");
        Answer call = cpe.empty();
        assertThat(cpe.send(call.id(), REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void the_address_alone_joins_no_session() {
        acs.cpe("1").inform("1 BOOT");
        assertThat(acs.cpe("1").withoutCookies().withConnectionPerPost().empty().status())
                .isEqualTo(400);
        assertThat(acs.cpe("1")
                        .withCookie("viaduct_session=" + "0".repeat(32))
                        .empty()
                        .status())
                .isEqualTo(400);
        assertThat(participant.heard()).containsExactly("informed");
    }

    @Test
    void old_fashioned_cookie_headers_are_understood() {
        ScriptedCpe cpe = acs.cpe("1").withConnectionPerPost();
        cpe.inform("1 BOOT");
        cpe.withCookie("$Version=\"1\"; other=x; " + cpe.cookie().replaceFirst("=(.*)", "=\"$1\"") + "; $Path=\"/\"");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void a_request_of_the_cpe_is_answered_before_its_empty_post() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("7 TRANSFER COMPLETE", "M Download");
        Answer answer = cpe.transferComplete("k");
        assertThat(answer.message()).isEqualTo("TransferCompleteResponse");
        assertThat(answer.id()).isEqualTo("TC-1");
        assertThat(cpe.empty().status()).isEqualTo(204);
        assertThat(participant.heard()).containsExactly("informed", "received TransferComplete", "next");
    }

    @Test
    void a_request_of_the_cpe_in_the_middle_of_a_call_leaves_the_call_outstanding() {
        participant.calling("a", new Reboot("k1"));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        Answer call = cpe.empty();
        assertThat(cpe.transferComplete("k").message()).isEqualTo("TransferCompleteResponse");
        assertThat(cpe.send(call.id(), REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard())
                .containsExactly("informed", "next", "received TransferComplete", "answered a Success", "next");
    }

    @Test
    void the_methods_of_the_acs_are_listed() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        Answer answer = cpe.send("5", "<cwmp:GetRPCMethods/>");
        assertThat(answer.message()).isEqualTo("GetRPCMethodsResponse");
        assertThat(answer.body())
                .contains("<string>Inform</string>")
                .contains("<string>DUStateChangeComplete</string>")
                .contains("<string>RequestDownload</string>");
        assertThat(participant.heard()).containsExactly("informed");
    }

    @Test
    void requests_that_end_no_command_are_answered_though_nobody_takes_them() {
        participant.receiving(Reception.NOT_MINE);
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("9 REQUEST DOWNLOAD", "5 KICKED");
        assertThat(cpe.send(
                                "1",
                                "<cwmp:RequestDownload><FileType>1 Firmware Upgrade Image</FileType><FileTypeArg/>"
                                        + "</cwmp:RequestDownload>")
                        .message())
                .isEqualTo("RequestDownloadResponse");
        assertThat(cpe.send(
                                "2",
                                "<cwmp:Kicked><Command>c</Command><Referer>r</Referer><Arg>a</Arg><Next>n</Next>"
                                        + "</cwmp:Kicked>")
                        .message())
                .isEqualTo("KickedResponse");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void a_completion_that_nobody_knows_is_answered_and_the_session_goes_on() {
        participant.receiving(Reception.NOT_MINE);
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("7 TRANSFER COMPLETE");
        assertThat(cpe.transferComplete("k").message()).isEqualTo("TransferCompleteResponse");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void an_unknown_request_gets_fault_8000_and_the_session_goes_on() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        Answer answer = cpe.send("9", "<cwmp:X_ACME_Sing/>");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.faultCode()).isEqualTo("8000");
        assertThat(answer.id()).isEqualTo("9");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void a_long_name_of_an_unknown_request_is_logged_in_part() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        try (ErrorStream log = new ErrorStream()) {
            assertThat(cpe.send("9", "<cwmp:X_" + "\u00e9".repeat(200) + "/>").faultCode())
                    .isEqualTo("8000");
            assertThat(log.lines()).singleElement().asString().contains("called X_" + "?".repeat(59) + "..., which");
        }
    }
}
