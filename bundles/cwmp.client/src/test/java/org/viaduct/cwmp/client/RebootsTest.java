package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.testkit.ErrorStream;

/** Work that reboots a CPE cannot loop. */
class RebootsTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final String REBOOTED = "<cwmp:RebootResponse/>";

    private Instant now = Instant.EPOCH;
    private final Reboots reboots = new Reboots(2, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    private boolean reboot() {
        return reboots.allows(CPE, new Reboot("key"));
    }

    @Test
    void reboots_and_resets_count_together_and_for_each_cpe() {
        assertThat(reboot()).isTrue();
        assertThat(reboots.allows(CPE, new FactoryReset())).isTrue();
        assertThat(reboot()).isFalse();
        assertThat(reboots.allows(new CpeId("00D09E", "GW", "2"), new Reboot("")))
                .isTrue();
    }

    @Test
    void other_rpcs_do_not_count() {
        for (int each = 0; each < 100; each++) {
            assertThat(reboots.allows(CPE, new GetRPCMethods())).isTrue();
        }
        assertThat(reboot()).isTrue();
    }

    @Test
    void an_hour_after_the_first_it_may_begin_again() {
        reboot();
        now = now.plus(Duration.ofMinutes(59));
        reboot();
        assertThat(reboot()).isFalse();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(reboot()).isTrue();
    }

    @Test
    void what_was_not_carried_out_does_not_count() {
        for (int each = 0; each < 10; each++) {
            assertThat(reboot()).isTrue();
            reboots.takeBack(CPE, new Reboot("key"));
        }
    }

    @Test
    void one_line_warns_of_each_cpe() {
        try (ErrorStream log = new ErrorStream()) {
            for (int each = 0; each < 10; each++) {
                reboot();
            }
            assertThat(log.lines()).singleElement().asString().contains("WARN", CPE.value(), "2 times", "reboots.max");
        }
    }

    @Test
    void a_call_that_is_refused_is_not_sent_and_the_session_goes_on() throws Exception {
        try (AcsServer acs = new AcsServer()) {
            RecordingParticipant participant = acs.with(new RecordingParticipant("", 1));
            for (int each = 1; each <= 10; each++) {
                participant.calling("ok", new Reboot("k"));
            }
            participant.calling("loop", new Reboot("k")).calling("next", new GetRPCMethods());
            ScriptedCpe cpe = acs.cpe("1");
            cpe.inform("1 BOOT");
            ScriptedCpe.Answer answer = cpe.empty();
            while (answer.message().equals("Reboot")) {
                answer = cpe.send(answer.id(), REBOOTED);
            }
            assertThat(answer.message()).isEqualTo("GetRPCMethods");
            assertThat(participant.heard())
                    .contains("unanswered loop REFUSED")
                    .filteredOn(heard -> heard.startsWith("answered ok"))
                    .hasSize(10);
        }
    }

    @Test
    void a_participant_that_gives_it_again_and_again_does_not_get_a_session_into_a_loop() throws Exception {
        try (AcsServer acs = new AcsServer()) {
            RecordingParticipant participant = acs.with(new RecordingParticipant("", 1));
            for (int each = 1; each <= 100; each++) {
                participant.calling("loop", new Reboot("k"));
            }
            ScriptedCpe cpe = acs.cpe("1");
            cpe.inform("1 BOOT");
            ScriptedCpe.Answer answer = cpe.empty();
            for (int each = 1; each <= 10; each++) {
                answer = cpe.send(answer.id(), REBOOTED);
            }
            assertThat(answer.status()).isEqualTo(204);
        }
    }
}
