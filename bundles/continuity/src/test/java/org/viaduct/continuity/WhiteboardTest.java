package org.viaduct.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

class WhiteboardTest {

    private final Whiteboard<String> services = new Whiteboard<>();

    private static Map<String, ?> properties(long id, int ranking) {
        return Map.of(Constants.SERVICE_ID, id, Constants.SERVICE_RANKING, ranking);
    }

    @Test
    void the_highest_ranking_comes_first_and_of_equals_the_one_that_was_registered_first() {
        services.put("c", Set.of("x"), properties(3, 1));
        services.put("b", Set.of("x"), properties(2, 1));
        services.put("a", Set.of("x"), properties(1, 2));
        services.put("d", Set.of("x"), Map.of(Constants.SERVICE_ID, 0L));
        assertThat(services.all()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void of_several_under_a_name_the_highest_ranking_is_found() {
        services.put("low", Set.of("x", "y"), properties(1, 0));
        services.put("high", Set.of("y"), properties(2, 1));
        assertThat(services.named("x")).contains("low");
        assertThat(services.named("y")).contains("high");
        services.remove(properties(2, 1));
        assertThat(services.named("y")).contains("low");
        assertThat(services.named("z")).isEmpty();
    }

    @Test
    void a_service_whose_properties_change_takes_its_new_place() {
        services.put("a", Set.of("x"), properties(1, 2));
        services.put("b", Set.of("y"), properties(2, 1));
        services.put("a", Set.of("z"), properties(1, 0));
        assertThat(services.all()).containsExactly("b", "a");
        assertThat(services.named("x")).isEmpty();
        assertThat(services.named("z")).contains("a");
    }
}
