package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.settings.NumberSettings;
import org.viaduct.testkit.ErrorStream;

/** What becomes of settings that are wrong. */
class ClientConfigurationTest {

    private static final String[] NONE = {};

    @Test
    void what_is_not_set_has_its_default() {
        try (ErrorStream log = new ErrorStream()) {
            NumberSettings nothing = ClientNumbers.of(Map.of());
            assertThat(SessionLimits.of(nothing))
                    .isEqualTo(new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(300), 20_000, 5_000, 256));
            assertThat(ConnectionRequestSettings.of(NONE, nothing).parallel()).isEqualTo(64);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void the_limits_of_messages_can_be_set() {
        Limits limits = MessageLimits.of(ClientNumbers.of(Map.of(
                "message.depth.max", "11",
                "message.elements.max", "2000",
                "message.attributes.max", "12",
                "message.value.max", "4096")));
        assertThat(limits).isEqualTo(new Limits(11, 2_000, 12, 4_096, Limits.DEFAULT.maxCharacters()));
        assertThat(MessageLimits.of(ClientNumbers.of(Map.of()))).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void a_kind_of_cpe_is_an_oui_with_or_without_product_class() {
        try (ErrorStream log = new ErrorStream()) {
            DeclaredXml declared = DeclaredXml.of(new String[] {"00d09e, F4F26D-Archer_C7 router"});
            assertThat(declared.has(new CpeId("00D09E", "Any", "1"))).isTrue();
            assertThat(declared.has(new CpeId("F4F26D", "Archer_C7", "1"))).isTrue();
            assertThat(declared.has(new CpeId("F4F26D", "Other", "1"))).isFalse();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ERROR", "xml.declaration: router is neither an OUI");
        }
    }

    @Test
    void a_wrong_network_is_one_line_and_none_is_used() {
        try (ErrorStream log = new ErrorStream()) {
            String[] networks = {"192.0.2.0/24, 10.0.0.0/33"};
            assertThat(ConnectionRequestSettings.of(networks, ClientNumbers.of(Map.of()))
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
