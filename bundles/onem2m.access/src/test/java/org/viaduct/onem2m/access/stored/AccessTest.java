package org.viaduct.onem2m.access.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Tokens.Token;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.testkit.TestCertificate;

class AccessTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final DisturbedStore store = new DisturbedStore();
    private final Access access = access(Map.of());

    private Access access(Map<String, ?> properties) {
        return new Access(store, properties, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void a_token_stands_for_its_originators_until_it_is_removed() {
        String token = access.add("dashboard", Set.of("CAdmin", "CReader"));
        assertThat(token).matches("dashboard\\.[A-Za-z0-9_-]{43}");
        assertThat(access.byToken(token)).contains(new Caller("token dashboard", Set.of("CAdmin", "CReader")));
        assertThat(access.list()).containsExactly(new Token("dashboard", Set.of("CAdmin", "CReader"), NOW));
        assertThat(access.remove("dashboard")).isTrue();
        assertThat(access.byToken(token)).isEmpty();
        assertThat(access.remove("dashboard")).isFalse();
        assertThat(access.list()).isEmpty();
    }

    @Test
    void a_token_outlives_a_restart_and_the_store_does_not_hold_it() {
        String token = access.add("dashboard", Set.of("CAdmin"));
        assertThat(access(Map.of()).byToken(token)).isPresent();
        String secret = token.substring(token.indexOf('.') + 1);
        assertThat(store.allEntries())
                .noneMatch(entry -> new String(entry.value(), StandardCharsets.ISO_8859_1).contains(secret));
    }

    @Test
    void another_secret_or_another_name_is_no_token() {
        String token = access.add("one", Set.of("CAdmin"));
        String other = access.add("two", Set.of("CReader"));
        assertThat(access.byToken("one" + other.substring(3))).isEmpty();
        assertThat(access.byToken(token.substring(0, token.length() - 1) + (token.endsWith("A") ? 'B' : 'A')))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "one", "one.", "one.x", "../one.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_is_no_token_is_none(String text) {
        access.add("one", Set.of("CAdmin"));
        assertThat(access.byToken(text)).isEmpty();
    }

    @Test
    void a_taken_name_a_wrong_one_and_wrong_originators_are_refused_with_a_sentence() {
        access.add("one", Set.of("CAdmin"));
        assertThatThrownBy(() -> access.add("one", Set.of("C"))).hasMessageContaining("There is a token one already");
        assertThatThrownBy(() -> access.add("a b", Set.of("C"))).hasMessageContaining("choose another than 'a b'");
        assertThatThrownBy(() -> access.add("two", Set.of())).hasMessageContaining("Name 1 to 100 originators");
        assertThatThrownBy(() -> access.add("two", Set.of("C x"))).hasMessageContaining("'C x' is no originator");
    }

    @Test
    void without_the_store_a_token_is_neither_valid_nor_invalid() {
        String token = access.add("one", Set.of("CAdmin"));
        store.down(true);
        assertThatThrownBy(() -> access.byToken(token))
                .isInstanceOf(OneM2mException.class)
                .hasMessageContaining("cannot be read at present");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "subject:CN=operations,O=Example -> CAdmin; CAdmin",
                " Subject : CN=*,O=Example->C*, CReader ; Coperations, CReader",
                "dns:*.apps.example.com -> C*; Cmeter-1",
                "dns:METER-1.apps.example.com -> CMeter; CMeter",
                "email:ops@example.com -> CAdmin; CAdmin",
                "uri:urn:app:* -> C-*; C-7"
            })
    void a_certificate_is_bound_by_a_field_of_it(String rule, String originators) {
        assertThat(access(Map.of("certificate.a", rule)).byCertificate(TestCertificate.OPERATIONS))
                .map(Caller::originators)
                .contains(Set.of(originators.strip().split(", ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject:CN=operations -> CAdmin",
                "subject:operations,O=Example -> CAdmin",
                "subject:CN=*ple -> CAdmin",
                "dns:*.example.com -> CAdmin",
                "dns:apps.example.com -> CAdmin",
                "email:meter-1.apps.example.com -> CAdmin"
            })
    void another_field_or_a_part_of_one_binds_nothing(String rule) {
        assertThat(access(Map.of("certificate.a", rule)).byCertificate(TestCertificate.OPERATIONS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAdmin", "subject:CN=a", "serial:1 -> C", "dns:*.*.a -> C", "dns:a.b -> C*", "dns: -> C"})
    void a_rule_that_cannot_be_read_binds_nothing(String rule) {
        assertThatThrownBy(() -> CertificateRule.parse(rule)).isInstanceOf(IllegalArgumentException.class);
        assertThat(access(Map.of("certificate.a", rule)).byCertificate(TestCertificate.OPERATIONS))
                .isEqualTo(Optional.empty());
    }
}
