package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.onem2m.Resource;

class ExpiryTest {

    private final TestCse test = new TestCse();

    @Test
    void a_sweep_deletes_what_has_expired() {
        Resource brief = test.plant("cse-in", "a", "m2m:box", Map.of("et", "20260101T000010"));
        Resource lasting = test.box("cse-in", "b");
        test.expiry.run();
        assertThat(test.store.find(brief.id())).isPresent();
        test.advance(Duration.ofSeconds(10));
        test.expiry.run();
        assertThat(test.store.find(brief.id())).isEmpty();
        assertThat(test.store.find(lasting.id())).isPresent();
    }

    @Test
    void a_handler_sees_to_its_own_resources() {
        Resource command =
                test.plant("cse-in", "rb", "m2m:mgc", Map.of("cmt", 2L, "ext", "x", "et", "20260101T000010"));
        test.advance(Duration.ofSeconds(10));
        test.expiry.run();
        assertThat(test.commands.expired).extracting(Resource::id).containsExactly(command.id());
        assertThat(test.store.find(command.id())).isEmpty();
    }

    @Test
    void what_cannot_be_deleted_now_is_left_to_the_next_sweep() {
        Resource command =
                test.plant("cse-in", "rb", "m2m:mgc", Map.of("cmt", 2L, "ext", "x", "et", "20260101T000010"));
        test.advance(Duration.ofSeconds(10));
        test.withdrawHandler(1L);
        test.expiry.run();
        assertThat(test.store.find(command.id())).isPresent();
        test.publishHandler(test.commands, 1L, 0, "m2m:mgc");
        test.store.down(true);
        test.expiry.run();
        test.store.down(false);
        test.expiry.run();
        assertThat(test.store.find(command.id())).isEmpty();
    }

    @Test
    void a_draft_lives_as_long_as_the_settings_say() {
        assertThat(test.box("cse-in", "a").text("et")).contains("20360101T000000,123456");
    }

    @Test
    void the_lifetime_is_a_duration_of_iso_8601() {
        assertThat(Lifetime.parse("P10Y")).isEqualTo(Period.ofYears(10));
        assertThat(Lifetime.parse("PT12H")).isEqualTo(Duration.ofHours(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10Y", "P0D", "P-1Y", "PT0S", "P5000Y"})
    void a_lifetime_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> Lifetime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expiration.default");
    }
}
