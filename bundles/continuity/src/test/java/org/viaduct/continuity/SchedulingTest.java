package org.viaduct.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.testkit.ErrorStream;

class SchedulingTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Clock clock = Clock.systemUTC();
    private final Scheduling scheduling = new Scheduling("threads", clock);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void close() {
        scheduling.close();
    }

    @Test
    void what_is_due_is_done_on_a_thread_of_the_name_given() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        scheduling.at(
                clock.instant().minusSeconds(5),
                "It",
                () -> thread.complete(Thread.currentThread().getName()));
        assertThat(thread).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("threads");
    }

    @Test
    void what_fails_is_logged_and_does_not_keep_the_next_from_being_done() {
        try (ErrorStream log = new ErrorStream()) {
            scheduling.after(Duration.ZERO, "It", () -> {
                throw new IllegalStateException("planted");
            });
            await().until(() ->
                    log.lines().stream().anyMatch(line -> line.contains("ERROR") && line.contains("It failed")));
        }
        scheduling.after(Duration.ZERO, "It", done::incrementAndGet);
        await().until(() -> done.get() == 1);
    }

    @Test
    void what_must_be_done_is_tried_again_until_it_does_not_fail() {
        try (ErrorStream log = new ErrorStream()) {
            scheduling.untilDone("It", () -> {
                if (done.incrementAndGet() < 2) {
                    throw new IllegalStateException("planted");
                }
            });
            await().until(() -> done.get() == 2);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("WARN", "It failed and is tried again in PT1S: java.lang.IllegalStateException: planted");
        }
    }

    @Test
    void what_is_not_due_yet_can_be_called_off() {
        assertThat(scheduling
                        .untilDoneFrom(clock.instant().plus(LONG), "It", done::incrementAndGet)
                        .cancel(false))
                .isTrue();
        assertThat(done).hasValue(0);
    }

    @Test
    void after_its_end_nothing_is_done_and_nobody_fails() {
        scheduling.close();
        assertThat(scheduling.after(Duration.ZERO, "It", done::incrementAndGet)).isDone();
        scheduling.untilDone("It", done::incrementAndGet);
        assertThat(done).hasValue(0);
    }
}
