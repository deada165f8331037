package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.client.Turns.Line;

class ThrottleTest {

    private final Throttle throttle = new Throttle(4, 3);
    private final List<CompletableFuture<String>> running = new ArrayList<>();

    private boolean run(Line line) {
        return throttle.run(line, () -> {
                    CompletableFuture<String> task = new CompletableFuture<>();
                    running.add(task);
                    return task;
                })
                .isPresent();
    }

    @Test
    void a_quarter_is_kept_from_bulk() {
        for (int each = 0; each < 5; each++) {
            run(Line.BULK);
        }
        assertThat(running).hasSize(3);
        run(Line.SINGLE);
        assertThat(running).hasSize(4);
    }

    @Test
    void single_ones_that_wait_go_before_bulk() {
        for (int each = 0; each < 4; each++) {
            run(Line.SINGLE);
        }
        run(Line.BULK);
        List<String> order = new ArrayList<>();
        throttle.run(Line.SINGLE, () -> {
            order.add("single");
            return new CompletableFuture<String>();
        });
        running.get(0).complete("");
        assertThat(order).containsExactly("single");
        assertThat(running).hasSize(4);
        running.get(1).completeExceptionally(new IllegalStateException());
        assertThat(running).hasSize(5);
    }

    @Test
    void only_so_many_wait() {
        for (int each = 0; each < 7; each++) {
            assertThat(run(Line.SINGLE)).isTrue();
        }
        assertThat(run(Line.SINGLE)).isFalse();
        running.get(0).complete("");
        assertThat(run(Line.BULK)).isTrue();
    }

    @Test
    void what_waits_when_it_closes_is_forgotten() {
        for (int each = 0; each < 5; each++) {
            run(Line.SINGLE);
        }
        throttle.close();
        running.get(0).complete("");
        assertThat(running).hasSize(4);
    }
}
