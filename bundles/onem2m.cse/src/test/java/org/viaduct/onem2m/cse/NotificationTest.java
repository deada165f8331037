package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/** Which notifications a change leads to (TS-0004 7.5.1.2.2). */
class NotificationTest {

    private static final String TARGET = "http://127.0.0.1:9000/n";

    private final TestCse bench = new TestCse();
    private final RecordingNotifier notifier = new RecordingNotifier();
    private Resource command;

    @BeforeEach
    void start() {
        bench.publishNotifier(notifier);
        command = bench.plant(
                "cse-in",
                "c1",
                "m2m:mgc",
                Map.of(
                        "cmt",
                        4L,
                        "ext",
                        "cse-in/n1",
                        "exra",
                        Map.of("dld", List.of(Map.of("url", "http://x/", "ftyp", "1", "pwd", "secret")))));
    }

    @Test
    void without_subscriptions_nothing_is_notified() {
        update(command, Map.of("dc", "a"));
        assertThat(outbox()).isEmpty();
    }

    @Test
    void an_update_tells_all_attributes_and_no_secrets() {
        subscribe("cse-in/c1", "s1", Map.of());
        update(command, Map.of("dc", "a"));
        assertThat(outbox())
                .singleElement()
                .asString()
                .startsWith("{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:mgc\":{\"rn\":\"c1\",\"ty\":12,")
                .contains("\"dc\":\"a\"", "\"url\":\"http://x/\"")
                .doesNotContain("secret", "pwd")
                .endsWith("\"net\":1},\"sur\":\"cse-in/c1/s1\",\"cr\":\"CAdmin\"}}");
    }

    @Test
    void an_update_tells_the_modified_attributes_or_the_address_when_so_asked() {
        subscribe("cse-in/c1", "s2", Map.of("nct", 2L));
        subscribe("cse-in/c1", "s3", Map.of("nct", 3L));
        Resource changed = update(command, Map.of("dc", "a"));
        update(changed, mapWithNull("dc"));
        assertThat(outbox())
                .containsExactly(
                        "{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:mgc\":{\"lt\":\"20260101T000001,123456\",\"dc\":\"a\"}},"
                                + "\"net\":1},\"sur\":\"cse-in/c1/s2\",\"cr\":\"CAdmin\"}}",
                        "{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:uri\":\"cse-in/c1\"},\"net\":1},"
                                + "\"sur\":\"cse-in/c1/s3\",\"cr\":\"CAdmin\"}}",
                        "{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:mgc\":{\"lt\":\"20260101T000002,123456\",\"dc\":null}},"
                                + "\"net\":1},\"sur\":\"cse-in/c1/s2\",\"cr\":\"CAdmin\"}}",
                        "{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:uri\":\"cse-in/c1\"},\"net\":1},"
                                + "\"sur\":\"cse-in/c1/s3\",\"cr\":\"CAdmin\"}}");
    }

    @Test
    void an_attribute_condition_lets_only_its_changes_through() {
        subscribe("cse-in/c1", "s1", Map.of("enc", Map.of("atr", List.of("lbl"))));
        Resource changed = update(command, Map.of("dc", "a"));
        assertThat(outbox()).isEmpty();
        update(changed, Map.of("lbl", List.of("x")));
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void a_new_child_is_told_if_its_type_is_wanted() {
        subscribe("cse-in/c1", "all", Map.of("enc", Map.of("net", List.of(3L))));
        subscribe("cse-in/c1", "instances", Map.of("enc", Map.of("net", List.of(3L), "chty", List.of(8L))));
        subscribe("cse-in/c1", "subscriptions", Map.of("enc", Map.of("net", List.of(3L), "chty", List.of(23L))));
        assertThat(outbox("sur\":\"cse-in/c1/all\"")).hasSize(2);
        assertThat(outbox("sur\":\"cse-in/c1/subscriptions\"")).isEmpty();
        instance("i1");
        assertThat(outbox("m2m:exin")).hasSize(2).allSatisfy(sgn -> assertThat(sgn)
                .contains("\"rn\":\"i1\"", "\"exs\":1", "\"exr\":31", "\"net\":3"));
    }

    @Test
    void a_deleted_child_is_told_as_it_was() {
        Resource instance = instance("i1");
        subscribe("cse-in/c1", "s1", Map.of("enc", Map.of("net", List.of(4L))));
        bench.cse.apply(Change.builder().delete(instance.id()).build());
        assertThat(outbox()).singleElement().asString().contains("\"rn\":\"i1\"", "\"net\":4");
        assertThat(pending()).allMatch(each -> !each.outlivesSource());
    }

    @Test
    void a_deletion_is_told_although_the_subscription_goes_too() {
        Resource instance = instance("i1");
        subscribe("cse-in/c1", "s1", Map.of("enc", Map.of("net", List.of(2L, 4L))));
        subscribe("cse-in/c1/i1", "s2", Map.of("enc", Map.of("net", List.of(2L)), "nct", 3L, "su", TARGET + "gone"));
        bench.ask(Request.delete("cse-in/c1"));
        assertThat(outbox())
                .containsExactly(
                        outbox("cse-in/c1/s1").get(0),
                        "{\"m2m:sgn\":{\"nev\":{\"rep\":{\"m2m:uri\":\"cse-in/c1/i1\"},\"net\":2},"
                                + "\"sur\":\"cse-in/c1/i1/s2\",\"cr\":\"CAdmin\"}}",
                        "{\"m2m:sgn\":{\"sud\":true,\"sur\":\"cse-in/c1/i1/s2\",\"cr\":\"CAdmin\"}}");
        assertThat(pending()).allMatch(PendingNotification::outlivesSource);
        assertThat(pending().get(2).target()).isEqualTo(TARGET + "gone");
        assertThat(bench.store.find(instance.id())).isEmpty();
    }

    @Test
    void the_subscriber_is_told_of_the_end_of_its_subscription() {
        subscribe("cse-in/c1", "s1", Map.of("su", TARGET + "gone"));
        bench.ask(Request.delete("cse-in/c1/s1"));
        assertThat(outbox()).containsExactly("{\"m2m:sgn\":{\"sud\":true,\"sur\":\"cse-in/c1/s1\",\"cr\":\"CAdmin\"}}");
        update(command, Map.of("dc", "a"));
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void one_notification_goes_to_each_target() {
        subscribe("cse-in/c1", "s1", Map.of("nu", List.of(TARGET, TARGET + "2")));
        update(command, Map.of("dc", "a"));
        assertThat(pending().stream().map(PendingNotification::target)).containsExactly(TARGET, TARGET + "2");
        assertThat(pending().stream().map(PendingNotification::queue).distinct())
                .hasSize(2);
        assertThat(notifier.stored.stream().map(PendingNotification::key))
                .containsExactlyElementsOf(
                        pending().stream().map(PendingNotification::key).toList());
    }

    @Test
    void an_update_that_was_overtaken_leaves_no_notification() {
        subscribe("cse-in/c1", "s1", Map.of());
        update(command, Map.of("dc", "a"));
        assertThatThrownBy(() -> update(command, Map.of("dc", "b"))).isInstanceOf(ConflictException.class);
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void another_writer_between_reading_and_storing_leads_to_a_conflict() {
        subscribe("cse-in/c1", "s1", Map.of());
        bench.store.beforeNextChange(() -> update(command, Map.of("dc", "first")));
        assertThatThrownBy(() -> update(command, Map.of("dc", "second"))).isInstanceOf(ConflictException.class);
        assertThat(outbox()).singleElement().asString().contains("first");
    }

    @Test
    void an_expired_subscription_is_told_nothing() {
        subscribe("cse-in/c1", "s1", Map.of("et", Timestamp.format(TestCse.START.plusSeconds(60))));
        bench.advance(Duration.ofSeconds(61));
        update(command, Map.of("dc", "a"));
        assertThat(outbox()).isEmpty();
    }

    @Test
    void a_successor_knows_the_subscriptions_and_goes_on_with_the_numbers() {
        subscribe("cse-in/c1", "s1", Map.of());
        Resource changed = update(command, Map.of("dc", "a"));
        TestCse successor = new TestCse(bench.store);
        successor.cse.apply(Change.builder()
                .update(changed.with(Map.of("dc", "b"), TestCse.START))
                .build());
        assertThat(outbox()).hasSize(2);
        assertThat(outbox().get(1)).contains("\"dc\":\"b\"");
    }

    @Test
    void while_the_resource_types_are_away_nothing_changes_unnoticed() {
        subscribe("cse-in/c1", "s1", Map.of());
        bench.withdrawTypes();
        assertThatThrownBy(() -> update(command, Map.of("dc", "a"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(bench.store.find(command.id())).contains(command);
    }

    private void subscribe(String parent, String name, Map<String, Object> attributes) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("nu", List.of(TARGET), "rn", name));
        all.putAll(attributes);
        assertThat(bench.code(Request.create(parent, 23, "m2m:sub", all))).isEqualTo(2001);
    }

    private Resource update(Resource current, Map<String, Object> changes) {
        bench.advance(Duration.ofSeconds(1));
        Resource changed = current.with(changes, bench.now());
        bench.cse.apply(Change.builder().update(changed).build());
        return changed.stored();
    }

    private Resource instance(String name) {
        Resource draft = bench.cse.draft(
                bench.cse.resolve("cse-in/c1").orElseThrow(), Optional.of(name), "m2m:exin", Map.of("ext", "n1"));
        bench.cse.apply(Change.builder().create(draft).build());
        return draft.stored();
    }

    private static Map<String, Object> mapWithNull(String key) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, null);
        return map;
    }

    /** What waits, in the order of the numbers. */
    private List<PendingNotification> pending() {
        return bench.store.entries(PendingNotification.BUCKET, "", 1000).stream()
                .map(PendingNotification::of)
                .sorted(Comparator.comparing(PendingNotification::number))
                .collect(Collectors.toList());
    }

    private List<String> outbox() {
        return pending().stream()
                .map(each -> RecordingNotifier.text(each.content()))
                .toList();
    }

    private List<String> outbox(String containing) {
        return outbox().stream().filter(sgn -> sgn.contains(containing)).toList();
    }
}
