package org.viaduct.cwmp.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoncesTest {

    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final Nonces nonces = new Nonces(() -> now, Duration.ofSeconds(300), 2);

    @Test
    void a_nonce_that_had_to_be_forgotten_counts_no_more() {
        String first = used();
        String unused = nonces.make();
        now = now.plusMillis(1);
        String second = used();
        now = now.plusMillis(1);
        used();
        assertThat(nonces.use(first, 2)).isFalse();
        assertThat(nonces.use(unused, 1)).isFalse();
        assertThat(nonces.use(second, 2)).isTrue();
    }

    private String used() {
        String nonce = nonces.make();
        assertThat(nonces.use(nonce, 1)).isTrue();
        return nonce;
    }

    @Test
    void a_nonce_with_a_count_cannot_be_used_without_one_nor_the_other_way_round() {
        String counted = used();
        assertThat(nonces.useOnce(counted)).isFalse();
        String once = nonces.make();
        assertThat(nonces.useOnce(once)).isTrue();
        assertThat(nonces.useOnce(once)).isFalse();
        assertThat(nonces.use(once, 7)).isFalse();
    }

    @Test
    void what_was_not_made_here_or_was_changed_is_none() {
        String nonce = nonces.make();
        assertThat(nonces.use("", 1)).isFalse();
        assertThat(nonces.use("AAAA", 1)).isFalse();
        assertThat(nonces.use("B" + nonce.substring(1), 1)).isFalse();
        assertThat(nonces.use(nonce + "=", 1)).isFalse();
        assertThat(nonces.use(nonce, 1)).isTrue();
    }
}
