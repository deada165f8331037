package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.disturbed.DisturbedStore;

class BaseTest {

    private final DisturbedStore store = new DisturbedStore();

    @Test
    void it_is_created_once_and_then_left_alone() {
        Resource created = base("cse-in", List.of()).in(store);
        assertThat(created.revision()).isEqualTo(1);
        assertThat(base("cse-in", List.of()).in(store)).isEqualTo(created);
        assertThat(store.find(created.id())).contains(created);
    }

    @Test
    void it_follows_the_settings() {
        base("cse-in", List.of("http://a/")).in(store);
        assertThat(base("cse-in", List.of("http://b/")).in(store).attributes())
                .containsEntry("poa", List.of("http://b/"));
        Resource last = base("cse-in", List.of()).in(store);
        assertThat(last.attributes()).doesNotContainKey("poa");
        assertThat(store.find(last.id())).contains(last);
    }

    @Test
    void two_that_create_it_at_once_get_the_same() {
        store.beforeNextChange(() -> base("cse-in", List.of()).in(store));
        assertThat(base("cse-in", List.of()).in(store).revision()).isEqualTo(1);
    }

    @Test
    void it_shows_the_name_of_the_settings() {
        Resource stored = base("cse-in", List.of()).in(store);
        assertThat(base("other", List.of()).members(stored, List.of(5L)))
                .containsEntry("rn", "other")
                .containsEntry("srt", List.of(5L));
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> settings("id-in", "cse-in", List.of())).hasMessageStartingWith("cse.id");
        assertThatThrownBy(() -> settings("/id-in", "-", List.of())).hasMessageStartingWith("cse.name");
        assertThatThrownBy(() -> settings("/id-in", "a/b", List.of())).hasMessageStartingWith("cse.name");
    }

    private static Base base(String name, List<String> pointOfAccess) {
        Settings settings = settings("/id-in", name, pointOfAccess);
        return new Base(settings, new Drafts(Clock.systemUTC(), settings.expiration()));
    }

    private static Settings settings(String cseId, String name, List<String> pointOfAccess) {
        return new Settings(
                cseId,
                name,
                "//sp",
                "CAdmin",
                pointOfAccess,
                10,
                Lifetime.parse("P10Y"),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofHours(1));
    }
}
