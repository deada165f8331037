package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.Reboot;

/** Sessions like those of the CPE software that docs/interop.md tells of. */
class ForeignCpeSessionTest {

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

    /** easycwmp, after its settings were changed. */
    @Test
    void a_cpe_that_informs_without_any_event_gets_its_work() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1");

        assertThat(cpe.inform().message()).isEqualTo("InformResponse");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
    }

    /** genieacs-sim, with each Inform but its first. */
    @Test
    void an_inform_with_the_cookie_of_the_last_session_opens_a_new_one() {
        ScriptedCpe cpe = acs.cpe("1");
        cpe.inform("2 PERIODIC");
        cpe.empty();
        String last = cpe.cookie();

        assertThat(cpe.inform("6 CONNECTION REQUEST").headers().get("set-cookie"))
                .doesNotContain(last);
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    /** genieacs-sim and netcwmp. */
    @Test
    void a_cookie_sent_back_with_its_attributes_is_understood() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1").withConnectionPerPost();
        cpe.inform("1 BOOT");
        cpe.withCookie(cpe.cookie() + "; Path=/; HttpOnly");

        Answer call = cpe.empty();
        assertThat(call.message()).isEqualTo("Reboot");
        assertThat(cpe.send(call.id(), "<cwmp:RebootResponse></cwmp:RebootResponse>")
                        .status())
                .isEqualTo(204);
    }
}
