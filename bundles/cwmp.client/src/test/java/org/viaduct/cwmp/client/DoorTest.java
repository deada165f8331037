package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.store.StoreUnavailableException;
import org.viaduct.testkit.ErrorStream;

class DoorTest {

    private static final String REBOOTED = "<cwmp:RebootResponse/>";
    private static final String ONE = "Digest one";
    private static final String TWO = "Digest two";
    private static final String SHARED = "Digest shared";

    private AcsServer acs;
    private RecordingParticipant participant;

    @BeforeEach
    void start() {
        acs = new AcsServer(AcsServer.LIMITS, Duration.ofMillis(100));
        participant = acs.with(new RecordingParticipant("", 1));
        acs.authentication().admit(ONE, Sender.Known.of(new CpeId("00D09E", "GW", "1")));
        acs.authentication().admit(TWO, Sender.Known.of(new CpeId("00D09E", "GW", "2")));
        acs.authentication().admit(SHARED, new Sender.Newcomer());
    }

    @AfterEach
    void stop() throws Exception {
        acs.close();
    }

    /** A CPE whose session has the call {@code a} outstanding. */
    private ScriptedCpe called(String authorization) {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1").withAuthorization(authorization);
        assertThat(cpe.inform("1 BOOT").message()).isEqualTo("InformResponse");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
        return cpe;
    }

    @Test
    void without_credentials_the_body_is_not_even_read_and_challenges_are_sent() {
        Answer answer = acs.cpe("1").post("<garbage");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("www-authenticate", "Digest b");
        assertThat(participant.heard()).isEmpty();
    }

    @Test
    void who_opened_the_session_of_a_connection_need_not_prove_it_again() {
        ScriptedCpe cpe = called(ONE).withAuthorization("");
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard()).contains("answered a Success");
    }

    @Test
    void a_stolen_cookie_is_worth_nothing_without_the_credentials() {
        ScriptedCpe victim = called(ONE);
        ScriptedCpe thief = acs.cpe("1").withCookie(victim.cookie());
        assertThat(thief.send("1", REBOOTED).status()).isEqualTo(401);
        assertThat(thief.withAuthorization("Digest wrong").send("1", REBOOTED).status())
                .isEqualTo(401);
        assertThat(thief.withAuthorization(TWO).send("1", REBOOTED).status()).isEqualTo(403);
        assertThat(thief.withAuthorization(SHARED).send("1", REBOOTED).status()).isEqualTo(403);
        assertThat(participant.heard()).doesNotContain("answered a Success");
        assertThat(victim.send("1", REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void a_cookie_with_renewed_authorization_goes_on_over_another_connection() {
        ScriptedCpe cpe = called(ONE);
        cpe.disconnect();
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void who_has_neither_cookie_nor_connection_is_found_by_who_it_is() {
        participant.calling("a", new Reboot("k"));
        ScriptedCpe cpe = acs.cpe("1").withAuthorization(ONE).withoutCookies().withConnectionPerPost();
        cpe.inform("1 BOOT");
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
        assertThat(cpe.send("1", REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard()).contains("answered a Success");
    }

    @Test
    void a_new_cpe_that_took_its_own_credentials_in_the_session_goes_on_with_either() {
        ScriptedCpe cpe = called(SHARED);
        cpe.disconnect();
        assertThat(cpe.withAuthorization(ONE).send("1", REBOOTED).status()).isEqualTo(204);
    }

    @Test
    void another_device_s_id_is_refused_and_its_session_stays() {
        ScriptedCpe victim = called(ONE);
        Answer answer = acs.cpe("1").withAuthorization(TWO).inform("1 BOOT");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(victim.send("1", REBOOTED).status()).isEqualTo(204);
        assertThat(participant.heard()).contains("answered a Success").doesNotContain("unanswered a UNKNOWN");
    }

    @Test
    void refusals_wait_for_their_delay_and_the_sender_may_try_again() {
        acs.authentication().delayRefusals(Duration.ofMillis(300));
        Instant asked = Instant.now();
        ScriptedCpe cpe = acs.cpe("1");
        assertThat(cpe.inform("1 BOOT").status()).isEqualTo(401);
        assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(250));
        assertThat(cpe.withAuthorization(ONE).inform("1 BOOT").message()).isEqualTo("InformResponse");
    }

    @Test
    void nobody_gets_in_while_credentials_cannot_be_looked_at() {
        try (ErrorStream log = new ErrorStream()) {
            acs.authentication().failWith(new StoreUnavailableException("the store is away"));
            Answer answer = acs.cpe("1").withAuthorization(ONE).inform("1 BOOT");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsKey("retry-after");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void nobody_gets_in_while_the_authentication_is_missing() {
        acs.servlet().unsetAuthentication(acs.authentication());
        ScriptedCpe cpe = acs.cpe("1").withAuthorization(ONE);
        assertThat(cpe.inform("1 BOOT").status()).isEqualTo(503);
        acs.servlet().setAuthentication(acs.authentication());
        assertThat(cpe.inform("1 BOOT").message()).isEqualTo("InformResponse");
    }
}
