package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.cwmp.client.Turns.Line;

/** Who is asked to connect, when and how often. */
class WakerTest {

    private static final CpeId CPE = cpe(0);
    private static final Duration BRIEF = Duration.ofMillis(20);
    private static final Waker.Pauses PAUSES =
            new Waker.Pauses(BRIEF, BRIEF, Duration.ofSeconds(30), BRIEF, Duration.ofMillis(50), Duration.ofMillis(50));

    private final Map<CpeId, Boolean> urgencies = new ConcurrentHashMap<>();
    private final List<CpeId> asked = new CopyOnWriteArrayList<>();
    private final List<String> unreachable = new CopyOnWriteArrayList<>();
    private volatile Function<CpeId, Outcome> outcome = cpe -> Outcome.ACCEPTED;
    private Waker waker = waker(new WakingSettings(1000, 100));

    @AfterEach
    void close() {
        waker.close();
    }

    private static CpeId cpe(int number) {
        return new CpeId("00D09E", "GW", String.valueOf(number));
    }

    private Waker waker(WakingSettings settings) {
        Waker.Waiting waiting = new Waker.Waiting() {
            @Override
            public List<WaitingCall> waiting(CpeId cpe) {
                return Optional.ofNullable(urgencies.get(cpe)).stream()
                        .map(urgent -> new WaitingCall("1", "Reboot", Instant.EPOCH, Optional.empty(), urgent))
                        .toList();
            }

            @Override
            public void unreachable(CpeId cpe, String detail) {
                unreachable.add(cpe + " " + detail);
            }
        };
        return new Waker(
                waiting,
                (cpe, line) -> {
                    asked.add(cpe);
                    return CompletableFuture.completedFuture(new WakeResult(outcome.apply(cpe), "scripted"));
                },
                settings,
                PAUSES);
    }

    private void limitedTo(int devicesInFlight) {
        waker.close();
        waker = waker(new WakingSettings(1000, devicesInFlight));
    }

    private void seek(CpeId cpe, Line line) {
        urgencies.put(cpe, false);
        waker.seek(cpe, line);
    }

    private void seekInBulk(int from, int to) {
        IntStream.rangeClosed(from, to).mapToObj(WakerTest::cpe).forEach(cpe -> seek(cpe, Line.BULK));
    }

    /** The CPE answers, and nothing more waits for it. */
    private void run(CpeId cpe) {
        waker.begins(cpe);
        urgencies.remove(cpe);
        waker.ends(cpe);
    }

    @Test
    void a_cpe_that_somebody_waits_for_is_asked_at_once_though_all_turns_are_taken() {
        limitedTo(1);
        seekInBulk(1, 3);
        seek(cpe(4), Line.SINGLE);
        seek(cpe(5), Line.SINGLE);
        await().until(() -> asked.size() == 2);
        urgencies.put(CPE, true);
        waker.seek(CPE, Line.SINGLE);
        await().until(() -> asked.contains(CPE));
    }

    @Test
    void a_busy_cpe_and_a_session_that_just_ends_are_tried_again() {
        for (Outcome first : List.of(Outcome.BUSY, Outcome.IN_SESSION)) {
            asked.clear();
            outcome = cpe -> asked.size() < 3 ? first : Outcome.ACCEPTED;
            urgencies.put(CPE, true);
            waker.seek(CPE, Line.SINGLE);
            await().until(() -> asked.size() == 3);
        }
    }

    @Test
    void one_that_was_asked_in_a_way_that_may_be_lost_is_soon_asked_again() {
        outcome = cpe -> Outcome.SENT;
        urgencies.put(CPE, true);
        waker.seek(CPE, Line.SINGLE);
        await().until(() -> asked.size() > 2);
        assertThat(unreachable).isEmpty();
    }

    @Test
    void one_that_cannot_be_reached_is_told_to_who_waits_and_asked_again() {
        outcome = cpe -> Outcome.FAILED;
        urgencies.put(CPE, true);
        waker.seek(CPE, Line.SINGLE);
        await().until(() -> unreachable.contains(CPE + " scripted") && asked.size() > 2);
    }

    @Test
    void one_that_nothing_waits_for_any_more_is_left_alone() {
        outcome = cpe -> Outcome.FAILED;
        seek(CPE, Line.SINGLE);
        await().until(() -> !asked.isEmpty());
        urgencies.clear();
        int attempts = asked.size();
        await().during(Duration.ofMillis(300)).until(() -> asked.size() <= attempts + 1);
    }

    @Test
    void one_whose_participant_is_just_arriving_is_not_forgotten() {
        waker.seek(CPE, Line.SINGLE);
        urgencies.put(CPE, false);
        await().until(() -> asked.contains(CPE));
    }

    @Test
    void only_so_many_devices_are_asked_until_they_have_answered() {
        limitedTo(2);
        seekInBulk(1, 5);
        await().until(() -> asked.size() == 2);
        await().during(Duration.ofMillis(300)).until(() -> asked.size() == 2);
        run(asked.get(0));
        await().until(() -> asked.size() == 3);
    }

    @Test
    void a_device_that_cannot_be_reached_makes_room_for_others() {
        limitedTo(1);
        outcome = cpe -> Outcome.FAILED;
        seekInBulk(1, 4);
        await().until(() -> asked.stream().distinct().count() == 4 && asked.size() > 8);
    }

    @Test
    void a_device_that_came_by_itself_makes_room_without_being_asked() {
        limitedTo(1);
        seekInBulk(1, 3);
        await().until(() -> asked.size() == 1);
        CpeId second = cpe(1).equals(asked.get(0)) ? cpe(2) : cpe(1);
        run(second);
        run(asked.get(0));
        await().until(() -> asked.size() == 2);
        assertThat(asked).doesNotContain(second);
    }

    @Test
    void so_many_are_asked_in_a_second() {
        waker.close();
        waker = waker(new WakingSettings(50, 1000));
        long begun = System.nanoTime();
        seekInBulk(1, 40);
        await().pollInterval(Duration.ofMillis(5)).until(() -> asked.size() == 40);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(600));
    }

    @Test
    void a_single_device_is_asked_within_two_seconds_though_ten_thousand_are_sought_and_do_not_come() {
        waker.close();
        waker = waker(new WakingSettings(50, 100));
        seekInBulk(1, 10_000);
        await().until(() -> asked.size() >= 100);
        seek(CPE, Line.SINGLE);
        await().atMost(Duration.ofSeconds(2)).until(() -> asked.contains(CPE));
        assertThat(asked.size()).isLessThan(200);
    }

    @Test
    void single_devices_do_not_hold_up_a_group_either() {
        waker.close();
        waker = waker(new WakingSettings(50, 100));
        seekInBulk(1, 3);
        IntStream.rangeClosed(4, 100).mapToObj(WakerTest::cpe).forEach(cpe -> seek(cpe, Line.SINGLE));
        await().atMost(Duration.ofSeconds(1))
                .until(() -> asked.containsAll(
                        IntStream.rangeClosed(1, 3).mapToObj(WakerTest::cpe).toList()));
    }

    @Test
    void one_in_a_group_that_is_sought_for_itself_goes_first() {
        limitedTo(1);
        seekInBulk(1, 100);
        await().until(() -> asked.size() == 1);
        seek(cpe(77), Line.SINGLE);
        await().until(() -> asked.contains(cpe(77)));
        assertThat(new ArrayList<>(asked)).hasSize(2);
    }
}
