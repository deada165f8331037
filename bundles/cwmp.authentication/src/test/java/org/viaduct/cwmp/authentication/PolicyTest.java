package org.viaduct.cwmp.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.testkit.TestCertificate;

class PolicyTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "SN1");

    @TempDir
    private Path etc;

    @Test
    void certificates_name_devices_by_cn_dns_or_uri() {
        assertThat(device("cn:(?<oui>[0-9A-F]{6})-(?<productClass>[^-]*)-(?<serial>.+)"))
                .hasValue(Sender.Known.of(CPE));
        assertThat(device("dns:(?<serial>[^.]+)\\.(?<oui>[^.]+)\\.cpe\\.example\\.com"))
                .hasValue(new Sender.Known("00d09e", Optional.empty(), "sn1"));
        Sender.Known byUri =
                device("uri:urn:dev:ops:(?<oui>[0-9A-F]{6})-(?<serial>.+)").orElseThrow();
        assertThat(byUri.mayBe(CPE)).isTrue();
        assertThat(byUri.mayBe(new CpeId("00D09E", "GW", "SN2"))).isFalse();
    }

    @Test
    void a_name_must_match_as_a_whole() {
        assertThat(device("cn:(?<oui>[0-9A-F]{6})-GW-(?<serial>SN)")).isEmpty();
    }

    private static Optional<Sender.Known> device(String rule) {
        return CertificateRule.parse(rule).device(TestCertificate.GATEWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn", "cn:(?<oui>.+)", "mail:(?<oui>.+)-(?<serial>.+)", "cn:(?<oui>.+)-(?<serial>.+"})
    void rules_that_make_no_sense_say_what_to_write(String rule) {
        assertThatThrownBy(() -> CertificateRule.parse(rule)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void serial_numbers_are_listed_singly_and_in_ranges() {
        AllowedDevices allowed = AllowedDevices.parse(List.of("00D09E:SN010..SN019", "00D09E:X", "00E0FC"));
        assertThat(allowed.has(new CpeId("00D09E", "", "SN015"))).isTrue();
        assertThat(allowed.has(new CpeId("00D09E", "", "SN020"))).isFalse();
        assertThat(allowed.has(new CpeId("00D09E", "", "SN0150"))).isFalse();
        assertThat(allowed.has(new CpeId("00D09E", "", "X"))).isTrue();
        assertThat(allowed.has(new CpeId("00E0FC", "", "any"))).isTrue();
        assertThat(allowed.has(new CpeId("ABCDEF", "", "X"))).isFalse();
        assertThatThrownBy(() -> AllowedDevices.parse(List.of("00D09E:9..10")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
