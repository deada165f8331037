package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of settings that are wrong. */
class ClientConfigurationTest {

    private static final String[] NONE = {};

    @Test
    void what_is_not_set_has_its_default() {
        try (ErrorStream log = new ErrorStream()) {
            NumberSettings nothing = new NumberSettings(Map.of());
            assertThat(SessionLimits.of(nothing))
                    .isEqualTo(new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(300), 20_000, 5_000, 256));
            assertThat(ConnectionRequestSettings.of(NONE, nothing).parallel()).isEqualTo(64);
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-5", "0", "99999999999", "1.5", ""})
    void a_wrong_number_is_one_line_and_its_default_holds(String wrong) {
        try (ErrorStream log = new ErrorStream()) {
            SessionLimits limits = SessionLimits.of(new NumberSettings(Map.of("sessions.max", wrong)));
            assertThat(limits.sessions()).isEqualTo(20_000);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "ERROR",
                            "org.viaduct.cwmp.client.cfg: sessions.max = " + wrong
                                    + " is not a whole number from 1 to 1000000; 20000 is used");
        }
    }

    @Test
    void a_wrong_network_is_one_line_and_none_is_used() {
        try (ErrorStream log = new ErrorStream()) {
            String[] networks = {"192.0.2.0/24, 10.0.0.0/33"};
            assertThat(ConnectionRequestSettings.of(networks, new NumberSettings(Map.of()))
                            .networks())
                    .isEmpty();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "ERROR", "connection.request.networks: 10.0.0.0/33 must have a prefix length from 0 to 32");
        }
    }
}
