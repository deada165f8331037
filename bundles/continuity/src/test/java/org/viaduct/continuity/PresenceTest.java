package org.viaduct.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static Presence<String> patient(Duration patience) {
        return new Presence<>("store", patience, name -> new IllegalStateException(name + " is away"));
    }

    @Test
    void a_service_that_is_there_is_given_at_once() {
        Presence<String> presence = patient(Duration.ZERO);
        presence.arrived("one");
        assertThat(presence.now()).contains("one");
        assertThat(presence.soon()).contains("one");
        assertThat(presence.get()).isEqualTo("one");
    }

    @Test
    void a_service_that_comes_soon_is_waited_for() throws Exception {
        Presence<String> presence = patient(Duration.ofSeconds(30));
        CompletableFuture<String> got = CompletableFuture.supplyAsync(presence::get);
        assertThat(got).isNotDone();
        presence.arrived("one");
        assertThat(got).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("one");
    }

    @Test
    void a_service_that_does_not_come_is_told_to_be_absent() {
        Presence<String> presence = patient(Duration.ofMillis(20));
        assertThat(presence.soon()).isEmpty();
        assertThatIllegalStateException().isThrownBy(presence::get).withMessage("store is away");
    }

    @Test
    void a_service_that_leaves_after_another_came_takes_nothing_away() {
        Presence<String> presence = patient(Duration.ZERO);
        presence.arrived("one");
        presence.arrived("other");
        presence.left("one");
        assertThat(presence.now()).contains("other");
        presence.left("other");
        assertThat(presence.now()).isEmpty();
    }

    @Test
    void who_is_interrupted_waits_no_longer() {
        Presence<String> presence = patient(Duration.ofMinutes(5));
        Thread.currentThread().interrupt();
        assertThat(presence.soon()).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
