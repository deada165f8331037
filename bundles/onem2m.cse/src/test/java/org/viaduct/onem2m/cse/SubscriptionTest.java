package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.viaduct.notification.NotifierStoppedException;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.HandlerStoppedException;

/** CREATE and UPDATE of {@code <subscription>} (TS-0004 7.4.8.2). */
class SubscriptionTest {

    private static final String TARGET = "http://127.0.0.1:9000/n";

    private final TestCse bench = new TestCse();
    private final RecordingNotifier notifier = new RecordingNotifier();

    @BeforeEach
    void start() {
        bench.publishNotifier(notifier);
        bench.reboot("c1");
    }

    @Test
    void a_subscription_has_a_creator_and_tells_all_attributes_unless_it_says_otherwise() {
        assertThat(bench.members(subscription(Map.of("nu", List.of(TARGET)))))
                .containsEntry("nu", List.of(TARGET))
                .containsEntry("nct", 1L)
                .containsEntry("cr", "CAdmin")
                .containsEntry("ty", 23L)
                .containsKey("et");
    }

    @Test
    void each_target_is_verified_before_the_subscription_exists() {
        String other = "http://127.0.0.1:9001/n";
        assertThat(bench.code(subscription(Map.of("nu", List.of(TARGET, other), "rn", "s1"))))
                .isEqualTo(2001);
        String sgn = "{\"m2m:sgn\":{\"vrq\":true,\"sur\":\"cse-in/c1/s1\",\"cr\":\"CAdmin\"}}";
        assertThat(notifier.verified).containsExactly(Map.entry(TARGET, sgn), Map.entry(other, sgn));
    }

    @Test
    void a_target_that_does_not_take_the_verification_is_answered_5204() {
        notifier.answer = target -> CompletableFuture.completedFuture(Optional.of("cannot be reached: refused"));
        Request request = subscription(Map.of("nu", List.of(TARGET), "rn", "s1"));
        assertThat(bench.code(request)).isEqualTo(5204);
        assertThat(bench.sentence(request)).contains(TARGET).contains("cannot be reached: refused");
        assertThat(bench.code(Request.retrieve("cse-in/c1/s1"))).isEqualTo(4004);
    }

    @Test
    void no_thread_waits_for_the_verification() {
        CompletableFuture<Optional<String>> verification = new CompletableFuture<>();
        notifier.answer = target -> verification;
        CompletableFuture<ResponsePrimitive> response = bench.begin(subscription(Map.of("nu", List.of(TARGET))));
        assertThat(response).isNotDone();
        verification.complete(Optional.empty());
        assertThat(response.join().status().code()).isEqualTo(2001);
    }

    @Test
    void a_target_that_is_not_subscribable_is_answered_5203() {
        bench.box("cse-in", "b1");
        assertThat(bench.code(Request.create("cse-in/b1", 23, "m2m:sub", Map.of("nu", List.of(TARGET)))))
                .isEqualTo(5203);
        bench.ask(subscription(Map.of("nu", List.of(TARGET), "rn", "s1")));
        assertThat(bench.code(Request.create("cse-in/c1/s1", 23, "m2m:sub", Map.of("nu", List.of(TARGET)))))
                .isEqualTo(5203);
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://127.0.0.1/n,               5001",
        "https://127.0.0.1/n,              5001",
        "/id-in/CApp,                      5001",
        "http:///n,                        4000",
        "http://u:p@127.0.0.1/n,           4000",
        "http://127.0.0.1/n#f,             4000",
        "http://127.0.0.1:70000/n,         4000"
    })
    void a_target_is_an_http_url(String target, int code) {
        assertThat(bench.code(subscription(Map.of("nu", List.of(target))))).isEqualTo(code);
        assertThat(bench.code(subscription(Map.of("nu", List.of(TARGET), "su", target))))
                .isEqualTo(code);
        assertThat(notifier.verified).isEmpty();
    }

    @Test
    void targets_are_bounded_in_number() {
        assertThat(bench.code(subscription(Map.of("nu", List.of())))).isEqualTo(4000);
        List<String> many =
                IntStream.range(0, 11).mapToObj(each -> TARGET + each).toList();
        assertThat(bench.code(subscription(Map.of("nu", many)))).isEqualTo(4000);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2001",
        "1, 2, 2001",
        "1, 3, 2001",
        "2, 2, 4000",
        "3, 2, 4000",
        "3, 1, 2001",
        "4, 3, 2001",
        "1, 4, 4000",
        "5, 1, 5001",
        "7, 2, 5001",
        "9, 1, 4000"
    })
    void the_content_type_has_to_suit_the_event(long event, long contentType, int code) {
        assertThat(bench.code(subscription(
                        Map.of("nu", List.of(TARGET), "nct", contentType, "enc", Map.of("net", List.of(event))))))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 23})
    void a_child_type_that_the_resource_can_have_is_accepted(long childType) {
        assertThat(bench.code(subscription(
                        Map.of("nu", List.of(TARGET), "enc", Map.of("net", List.of(3L), "chty", List.of(childType))))))
                .isEqualTo(2001);
    }

    @Test
    void a_child_type_that_the_resource_cannot_have_is_refused() {
        assertThat(bench.code(subscription(
                        Map.of("nu", List.of(TARGET), "enc", Map.of("net", List.of(3L), "chty", List.of(14L))))))
                .isEqualTo(4000);
    }

    @Test
    void what_is_not_implemented_is_answered_5001() {
        for (String attribute : List.of("bn", "rl", "gpi", "pn", "ln", "nec", "acrs")) {
            assertThat(bench.code(subscription(Map.of("nu", List.of(TARGET), attribute, "x"))))
                    .as(attribute)
                    .isEqualTo(5001);
        }
    }

    @Test
    void an_update_verifies_the_targets_that_are_new() {
        bench.ask(subscription(Map.of("nu", List.of(TARGET), "rn", "s1")));
        notifier.verified.clear();
        notifier.answer = target -> CompletableFuture.completedFuture(Optional.of("answers with HTTP status 404"));
        Map<String, Object> same = Map.of("nu", List.of(TARGET), "exc", 5L);
        assertThat(bench.members(Request.update("cse-in/c1/s1", "m2m:sub", same)))
                .containsEntry("exc", 5L);
        assertThat(bench.code(Request.update("cse-in/c1/s1", "m2m:sub", Map.of("nu", List.of(TARGET + "2")))))
                .isEqualTo(5204);
        assertThat(notifier.verified).hasSize(1);
        assertThat(bench.members(Request.retrieve("cse-in/c1/s1"))).containsEntry("nu", List.of(TARGET));
    }

    @Test
    void an_update_is_checked_with_what_stays() {
        bench.ask(subscription(Map.of("nu", List.of(TARGET), "nct", 2L, "rn", "s1")));
        assertThat(bench.code(Request.update("cse-in/c1/s1", "m2m:sub", Map.of("enc", Map.of("net", List.of(3L))))))
                .isEqualTo(4000);
        assertThat(bench.code(Request.update("cse-in/c1/s1", "m2m:sub", Map.of("cr", "CApp"))))
                .isEqualTo(4000);
    }

    @Test
    void without_anybody_who_verifies_there_are_no_subscriptions() {
        bench.services.removeNotifier(Map.of(Constants.SERVICE_ID, 200L));
        assertThat(bench.code(subscription(Map.of("nu", List.of(TARGET))))).isEqualTo(5000);
    }

    @Test
    void a_notifier_that_is_stopped_meanwhile_leaves_the_verification_to_the_next() {
        TestCse patient = new TestCse(Duration.ofSeconds(30));
        patient.publishNotifier(notifier);
        patient.reboot("c1");
        CompletableFuture<Optional<String>> awaited = new CompletableFuture<>();
        notifier.answer = target -> awaited;
        CompletableFuture<ResponsePrimitive> response =
                patient.begin(subscription(Map.of("nu", List.of(TARGET), "rn", "s1")));
        patient.services.removeNotifier(Map.of(Constants.SERVICE_ID, 200L));
        awaited.completeExceptionally(new NotifierStoppedException());
        RecordingNotifier next = new RecordingNotifier();
        patient.publishNotifier(next);

        assertThat(response.join().status().code()).isEqualTo(2001);
        assertThat(next.verified).isEqualTo(notifier.verified).hasSize(1);
    }

    @Test
    void a_verification_is_not_left_to_the_next_for_ever() {
        notifier.answer = target -> CompletableFuture.failedStage(new NotifierStoppedException());
        assertThat(bench.code(subscription(Map.of("nu", List.of(TARGET))))).isEqualTo(5000);
    }

    @Test
    void a_cse_that_is_being_stopped_leaves_them_to_the_next() {
        bench.cse.close();
        CompletableFuture<ResponsePrimitive> response =
                bench.begin(subscription(Map.of("nu", List.of(TARGET), "rn", "s1")));
        assertThatThrownBy(response::join).hasCauseInstanceOf(HandlerStoppedException.class);
        assertThat(bench.cse.resolve("cse-in/c1/s1")).isEmpty();
    }

    @Test
    void an_expired_subscription_is_deleted() {
        bench.ask(subscription(
                Map.of("nu", List.of(TARGET), "rn", "s1", "et", Timestamp.format(TestCse.START.plusSeconds(60)))));
        bench.advance(Duration.ofSeconds(61));
        bench.expiry.run();
        assertThat(bench.code(Request.retrieve("cse-in/c1/s1"))).isEqualTo(4004);
    }

    private static Request subscription(Map<String, ?> attributes) {
        return Request.create("cse-in/c1", 23, "m2m:sub", attributes);
    }
}
