package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.GetParameterNames;
import org.viaduct.cwmp.rpc.Reboot;

/**
 * What real CPEs do in a session, and what becomes of it; docs/cwmp.md has the list. What they do in a single message is in
 * the quirks of cwmp.model.
 */
class QuirkTest {

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

    /** A CPE whose session has a Reboot outstanding. */
    private ScriptedCpe called() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
        return cpe;
    }

    @Test
    void quirk_1_a_cookie_without_its_attributes_and_among_others_on_a_connection_per_post_is_enough() {
        ScriptedCpe cpe = acs.cpe("1").withConnectionPerPost();
        cpe.inform("1 BOOT");
        cpe.withCookie("other=1; " + cpe.cookie());
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void quirk_1_two_cpes_behind_one_address_without_cookies_do_not_mix() {
        participant.calling("a", new Reboot("first"));
        ScriptedCpe one = acs.cpe("1").withoutCookies();
        ScriptedCpe two = acs.cpe("2").withoutCookies();
        one.inform("1 BOOT");
        two.inform("1 BOOT");
        assertThat(one.empty().message()).isEqualTo("Reboot");
        assertThat(two.empty().status()).isEqualTo(204);
        assertThat(one.send("1", REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void quirk_2_a_cpe_that_died_in_its_session_is_served_at_once() {
        called().disconnect();
        ScriptedCpe rebooted = acs.cpe("1");
        assertThat(rebooted.inform("1 BOOT").message()).isEqualTo("InformResponse");
        assertThat(participant.heard()).contains("unanswered a UNKNOWN");
        assertThat(rebooted.empty().status()).isEqualTo(204);
    }

    @Test
    void quirk_4_an_empty_path_and_a_next_level_are_written_as_the_schema_has_them() {
        participant.calling("a", new GetParameterNames("", false));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.empty().body())
                .contains("<ParameterPath></ParameterPath><NextLevel>false</NextLevel></cwmp:GetParameterNames>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/soap+xml; action=\"\"", "garbage", "text/xml; charset=none-such"})
    void quirk_8_the_content_type_does_not_matter(String contentType) {
        ScriptedCpe cpe = acs.cpe("1").withContentType(contentType);
        assertThat(cpe.inform("1 BOOT").message()).isEqualTo("InformResponse");
    }

    @Test
    void quirk_8_garbage_is_no_empty_post() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        assertThat(cpe.post("garbage").status()).isEqualTo(400);
        assertThat(participant.heard()).containsExactly("informed");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:dslforum-org:cwmp-1-9, urn:dslforum-org:cwmp-1-2",
        "urn:dslforum-org:cwmp-2-0, urn:dslforum-org:cwmp-1-2"
    })
    void quirk_8_an_unknown_version_is_answered_in_the_nearest(String spoken, String answered) {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1").speaking(spoken);
        assertThat(cpe.inform("1 BOOT").body()).contains("xmlns:cwmp=\"" + answered + "\"");
        assertThat(cpe.empty().body()).contains("xmlns:cwmp=\"" + answered + "\"");
    }

    @Test
    void quirk_9_a_transfer_complete_with_an_empty_command_key_is_passed_on_and_answered() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("7 TRANSFER COMPLETE");
        assertThat(cpe.transferComplete("").message()).isEqualTo("TransferCompleteResponse");
        assertThat(participant.heard()).contains("received TransferComplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebootResponse", "Rebootresponse", "RebootingResponse", "X_ACME_RebootResponse"})
    void quirk_9_a_misspelt_response_answers_the_call(String name) {
        ScriptedCpe cpe = called();
        assertThat(cpe.send("1", "<cwmp:" + name + "/>").status()).isEqualTo(204);
        assertThat(participant.heard()).contains("answered a Success");
    }

    @Test
    void quirk_9_a_misspelt_response_without_what_it_must_say_is_no_success() {
        participant.calling("a", new Download("k", "1 F", "http://a/", "", "", 0, "", 0, "", ""));
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("1 BOOT");
        cpe.empty();
        assertThat(cpe.send("1", "<cwmp:downloadResponse/>").status()).isEqualTo(400);
        assertThat(participant.heard()).contains("unanswered a UNKNOWN");
    }

    @Test
    void quirk_17_an_empty_post_in_place_of_an_answer_ends_the_session_and_the_next_one_goes_on() {
        ScriptedCpe cpe = called();
        participant.calling("b", new Reboot("next"));
        assertThat(cpe.empty().status()).isEqualTo(204);
        assertThat(participant.heard()).contains("unanswered a UNKNOWN");
        cpe.inform("2 PERIODIC");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
    }

    @Test
    void quirk_17_a_fault_without_detail_is_an_answer() {
        ScriptedCpe cpe = called();
        assertThat(cpe.send(
                                "1",
                                "<soap-env:Fault><faultcode>Server</faultcode><faultstring>no</faultstring></soap-env:Fault>")
                        .status())
                .isEqualTo(204);
        assertThat(participant.heard()).contains("answered a 9002");
    }

    @Test
    void quirk_17_a_status_line_has_a_reason_phrase() {
        ScriptedCpe cpe = acs.cpe("1");
        assertThat(cpe.inform("1 BOOT").statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(cpe.empty().statusLine()).isEqualTo("HTTP/1.1 204 No Content");
        assertThat(cpe.empty().statusLine()).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void quirk_17_an_xml_declaration_is_for_those_only_who_insist_on_it() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe picky = acs.cpe("1").ofClass("Picky");
        String declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        assertThat(picky.inform("1 BOOT").body()).startsWith(declaration);
        assertThat(picky.empty().body()).startsWith(declaration);
        assertThat(acs.cpe("1").inform("1 BOOT").body()).startsWith("<soap-env:Envelope ");
    }

    @Test
    void the_session_cookie_is_short_and_for_the_whole_path() {
        Answer answer = acs.cpe("1").inform("1 BOOT");
        assertThat(answer.headers().get("set-cookie").getBytes(StandardCharsets.US_ASCII))
                .hasSizeLessThan(512);
    }
}
