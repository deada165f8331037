package org.viaduct.onem2m.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.viaduct.testkit.ErrorStream;

class FailedAttemptsTest {

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final FailedAttempts attempts = new FailedAttempts("oneM2M requests", () -> now);

    @Test
    void the_delay_doubles_up_to_eight_seconds_and_is_forgotten_after_ten_quiet_minutes() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            delays.add(delay("192.0.2.1").toMillis());
        }
        assertThat(delays).containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 8000L);
        assertThat(delay("192.0.2.2").toMillis()).isEqualTo(250);
        now = now.plus(Duration.ofMinutes(11));
        assertThat(delay("192.0.2.1").toMillis()).isEqualTo(250);
    }

    @Test
    void the_addresses_of_one_ipv6_network_count_together() {
        delay("2001:db8:0:1::1");
        assertThat(delay("2001:db8:0:1:ffff::2").toMillis()).isEqualTo(500);
        assertThat(delay("2001:db8:0:2::1").toMillis()).isEqualTo(250);
    }

    @Test
    void only_so_many_answers_of_an_address_and_of_all_wait_at_a_time() {
        List<FailedAttempts.Delay> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(attempts.note("192.0.2.1", "test").orElseThrow());
        }
        assertThat(attempts.note("192.0.2.1", "test")).isEmpty();
        waiting.get(0).end().run();
        waiting.get(0).end().run();
        assertThat(attempts.note("192.0.2.1", "test")).isPresent();
        assertThat(attempts.note("192.0.2.1", "test")).isEmpty();
        for (int i = 8; i < 256; i++) {
            assertThat(attempts.note("198.51.100." + i, "test")).isPresent();
        }
        assertThat(attempts.note("203.0.113.1", "test")).isEmpty();
    }

    @Test
    void a_line_a_minute_for_each_address_says_how_many_there_were() {
        try (ErrorStream log = new ErrorStream()) {
            for (int i = 0; i < 5; i++) {
                delay("192.0.2.1");
            }
            delay("192.0.2.2");
            now = now.plus(Duration.ofMinutes(1));
            delay("192.0.2.1");
            assertThat(log.lines()).hasSize(3);
            assertThat(log.lines().get(2)).contains("192.0.2.1, 5 since the last such line");
        }
    }

    private Duration delay(String address) {
        FailedAttempts.Delay delay = attempts.note(address, "test").orElseThrow();
        delay.end().run();
        return delay.duration();
    }
}
