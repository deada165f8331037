package org.viaduct.onem2m.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.Resource;
import org.viaduct.store.Change;

class DeliveryTest {

    @TempDir
    Path directory;

    private Outboxes outboxes;
    private Subscriber subscriber;

    @BeforeEach
    void open() throws Exception {
        outboxes = new Outboxes(directory);
        subscriber = new Subscriber();
    }

    @AfterEach
    void close() {
        subscriber.close();
    }

    @Test
    void what_waits_is_sent_as_a_notify_request_and_then_removed() throws Exception {
        outboxes.subscription("sub-1", Map.of("nu", List.of(subscriber.url("/a?b=c"))));
        PendingNotification pending = outboxes.put("sub-1", subscriber.url("/a?b=c"), "{}");
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.received)
                    .containsExactly(
                            new Subscriber.Received("/a?b=c", pending.key(), "/id-in", "3", "application/json", "{}"));
        }
    }

    @Test
    void a_hundred_come_in_order_and_one_at_a_time() throws Exception {
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            List<String> sent =
                    IntStream.range(0, 100).mapToObj(String::valueOf).toList();
            sent.forEach(each -> notifier.get().stored(List.of(outboxes.put("sub-1", target, each))));
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.received.stream().map(Subscriber.Received::body))
                    .isEqualTo(sent);
            assertThat(subscriber.mostAtOnce).hasValue(1);
        }
    }

    @Test
    void a_subscriber_that_is_away_gets_all_in_order_when_it_is_back() throws Exception {
        int port = subscriber.port();
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        subscriber.close();
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            notifier.get().stored(List.of(outboxes.put("sub-1", target, "1")));
            notifier.get().stored(List.of(outboxes.put("sub-1", target, "2")));
            await().during(Duration.ofMillis(150))
                    .untilAsserted(() -> assertThat(outboxes.waiting()).hasSize(2));
            try (Subscriber back = new Subscriber(port)) {
                await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
                assertThat(back.bodies()).containsExactly("1", "2");
            }
        }
    }

    @Test
    void a_refusal_is_tried_again_with_the_same_request_identifier() throws Exception {
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        for (String code : List.of("", "5000")) {
            subscriber.received.clear();
            subscriber.code = code;
            subscriber.status = 500;
            try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
                notifier.get().stored(List.of(outboxes.put("sub-1", target, "1")));
                await().until(() -> subscriber.received.size() >= 2);
                subscriber.status = 200;
                subscriber.code = code.isEmpty() ? "" : "2000";
                await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
                assertThat(subscriber.received.stream().map(Subscriber.Received::requestId))
                        .containsOnly(subscriber.received.get(0).requestId());
            }
        }
    }

    @Test
    void one_that_is_away_does_not_hold_up_the_others() throws Exception {
        String away = "http://127.0.0.1:1/";
        outboxes.subscription("sub-1", Map.of("nu", List.of(away, subscriber.url("/"))));
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            for (int each = 0; each < 20; each++) {
                outboxes.put("sub-1", away, "lost");
                notifier.get().stored(List.of(outboxes.put("sub-1", subscriber.url("/"), "taken" + each)));
            }
            await().untilAsserted(() -> assertThat(outboxes.waiting()).hasSize(20));
            assertThat(subscriber.bodies()).hasSize(20);
        }
    }

    @Test
    void what_waited_during_a_restart_is_delivered_after_it() throws Exception {
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        subscriber.status = 503;
        subscriber.code = "";
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            notifier.get().stored(List.of(outboxes.put("sub-1", target, "1")));
            await().until(() -> !subscriber.received.isEmpty());
        }
        outboxes.put("sub-1", target, "2");
        subscriber.status = 200;
        try (HttpNotifierResource successor = new HttpNotifierResource(outboxes.notifier())) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).containsExactly("1", "2");
        }
    }

    @Test
    void nothing_is_sent_for_a_subscription_that_is_gone_except_what_outlives_it() throws Exception {
        outboxes.put("gone", subscriber.url("/"), "1");
        outboxes.put("gone", subscriber.url("/"), "last", true, Instant.now());
        outboxes.put("gone", subscriber.url("/"), "2");
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).containsExactly("last");
        }
    }

    @Test
    void nothing_is_sent_to_a_target_that_the_subscription_has_no_more() throws Exception {
        outboxes.subscription("sub-1", Map.of("nu", List.of(subscriber.url("/new"))));
        outboxes.put("sub-1", subscriber.url("/old"), "1");
        outboxes.put("sub-1", subscriber.url("/new"), "2");
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).containsExactly("2");
        }
    }

    @Test
    void what_is_too_old_is_dropped() throws Exception {
        outboxes.subscription("sub-1", Map.of("nu", List.of(subscriber.url("/"))));
        outboxes.put("sub-1", subscriber.url("/"), "old", false, Instant.now().minusSeconds(61));
        outboxes.put("sub-1", subscriber.url("/"), "new");
        Settings settings = Outboxes.settings(1000, Duration.ofSeconds(60));
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier(settings))) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).containsExactly("new");
        }
    }

    @Test
    void of_too_many_the_newest_are_kept() throws Exception {
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        subscriber.status = 503;
        subscriber.code = "";
        Settings settings = Outboxes.settings(5, Duration.ofDays(7));
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier(settings))) {
            for (int each = 0; each < 12; each++) {
                notifier.get().stored(List.of(outboxes.put("sub-1", target, String.valueOf(each))));
            }
            await().untilAsserted(() -> assertThat(outboxes.waiting()).hasSize(5));
            subscriber.received.clear();
            subscriber.status = 200;
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).endsWith("7", "8", "9", "10", "11");
        }
    }

    @Test
    void the_expiration_counter_ends_the_subscription() throws Exception {
        String target = subscriber.url("/");
        Resource subscription = outboxes.subscription("sub-1", Map.of("nu", List.of(target), "exc", 2L));
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            notifier.get().stored(List.of(outboxes.put("sub-1", target, "1")));
            await().untilAsserted(() -> assertThat(outboxes.store.find(subscription.id()))
                    .hasValueSatisfying(found -> assertThat(found.attributes()).containsEntry("exc", 1L)));
            notifier.get().stored(List.of(outboxes.put("sub-1", target, "2"), outboxes.put("sub-1", target, "3")));
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(outboxes.store.find(subscription.id())).isEmpty();
            assertThat(subscriber.bodies()).containsExactly("1", "2");
        }
    }

    @Test
    void an_entry_that_cannot_be_read_does_not_block_its_queue() throws Exception {
        String target = subscriber.url("/");
        outboxes.subscription("sub-1", Map.of("nu", List.of(target)));
        PendingNotification broken = outboxes.put("sub-1", target, "1");
        outboxes.store.apply(Change.builder()
                .put(broken.entry().stored().with(new byte[] {99}))
                .build());
        outboxes.put("sub-1", target, "2");
        try (HttpNotifierResource notifier = new HttpNotifierResource(outboxes.notifier())) {
            await().untilAsserted(() -> assertThat(outboxes.waiting()).isEmpty());
            assertThat(subscriber.bodies()).containsExactly("2");
        }
    }

    /** Stops a notifier at the end of a test. */
    private record HttpNotifierResource(HttpNotifier get) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            get.close();
        }
    }
}
