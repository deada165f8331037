package org.viaduct.onem2m.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;

class NonBlockingTest {

    private static final long COMPLETED = 1;
    private static final long FAILED = 2;
    private static final long PENDING = 3;

    private final TestCse test = new TestCse();

    private String accepted(Request request) {
        Request asked = request.rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH);
        var response = test.ask(asked);
        assertThat(response.status().code()).isEqualTo(1001);
        assertThat(response.content().orElseThrow().root()).isEqualTo("m2m:uri");
        return (String) response.content().orElseThrow().value();
    }

    private Map<String, Object> ended(String address) {
        await().until(() -> !test.members(Request.retrieve(address)).get("rs").equals(PENDING));
        return test.members(Request.retrieve(address));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(Map<String, Object> members) {
        return (Map<String, Object>) members.get("ors");
    }

    /** A command whose deletion takes until the test ends it. */
    private CompletableFuture<Void> slowDeletion() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        test.commands.beforeDelete = end;
        test.reboot("rb");
        return end;
    }

    @Test
    void the_result_is_found_in_the_request() {
        Map<String, Object> request = ended(accepted(Request.retrieve("cse-in").rcn(1)));
        assertThat(request)
                .containsEntry("ty", 17L)
                .containsEntry("rs", COMPLETED)
                .containsEntry("op", 2L)
                .containsEntry("tg", "cse-in")
                .containsEntry("org", "CAdmin")
                .containsEntry("rid", "r1")
                .containsEntry("lbl", List.of("CAdmin"))
                .doesNotContainKey("pc");
        assertThat(result(request)).containsEntry("rsc", 2000L).containsEntry("rqi", "r1");
        assertThat(result(request).get("pc")).asString().contains("m2m:cb", "csi=/id-in");
    }

    @Test
    void a_resource_is_created_after_the_acknowledgement() {
        Map<String, Object> request = ended(accepted(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "b1"))));
        assertThat(result(request)).containsEntry("rsc", 2001L);
        assertThat(request.get("pc")).isEqualTo(Map.of("m2m:box", Map.of("rn", "b1")));
        assertThat(request.get("mi")).asString().contains("ty=99", "rvi=3", "rtv=1");
        assertThat(test.code(Request.retrieve("cse-in/b1"))).isEqualTo(2000);
    }

    @Test
    void a_failure_is_a_result_too() {
        Map<String, Object> request = ended(accepted(Request.retrieve("cse-in/nothing")));
        assertThat(request).containsEntry("rs", FAILED);
        assertThat(result(request)).containsEntry("rsc", 4004L);
        assertThat(result(request).get("pc")).asString().contains("m2m:dbg");
    }

    @Test
    void until_it_ends_it_is_pending_and_cannot_be_recalled() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb").expires(TestCse.START.plusSeconds(60)));
        assertThat(test.members(Request.retrieve(address)))
                .containsEntry("rs", PENDING)
                .containsEntry("ors", Map.of("rsc", 1000L, "rqi", "r1"));
        await().until(() -> end.getNumberOfDependents() > 0);
        assertThat(test.code(Request.delete(address))).isEqualTo(5220);
        end.complete(null);
        assertThat(ended(address)).containsEntry("rs", COMPLETED);
        assertThat(test.code(Request.delete(address))).isEqualTo(2002);
        assertThat(test.code(Request.retrieve(address))).isEqualTo(4004);
    }

    @Test
    void an_operation_has_as_long_as_its_request_says_or_else_the_response_wait() {
        test.reboot("rb");
        ended(accepted(Request.delete("cse-in/rb")));
        test.reboot("rb");
        ended(accepted(Request.delete("cse-in/rb").expires(TestCse.START.plusSeconds(60))));
        assertThat(test.commands.deletions)
                .extracting(request -> request.requestExpiration().orElseThrow())
                .containsExactly(TestCse.START.plusMillis(300), TestCse.START.plusSeconds(60));
    }

    @Test
    void passwords_and_what_is_not_valid_are_not_shown() {
        String address = accepted(Request.create(
                "cse-in",
                12,
                "m2m:mgc",
                Map.of(
                        "rn",
                        "dl",
                        "cmt",
                        4L,
                        "ext",
                        "n",
                        "exra",
                        Map.of(
                                "dld",
                                List.of(Map.of(
                                        "ftyp", "1 Firmware Upgrade Image", "url", "http://h/f", "pwd", "s3cret"))))));
        String malformed = accepted(
                Request.create("cse-in", 12, "m2m:mgc", Map.of("exra", Map.of("dld", Map.of("pwd", "s3cret")))));
        assertThat(ended(address).get("pc")).asString().contains("http://h/f");
        for (String each : List.of(address, malformed)) {
            ended(each);
            assertThat(test.store.find(test.cse.resolve(each).orElseThrow().id()))
                    .get()
                    .asString()
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void an_operation_waits_for_its_time_and_can_be_recalled_until_then() {
        String address = accepted(Request.create("cse-in", 99, "m2m:box", Map.of("rn", "later"))
                .executes(TestCse.START.plusSeconds(3600)));
        assertThat(test.members(Request.retrieve(address))).containsEntry("rs", PENDING);
        assertThat(test.code(Request.delete(address))).isEqualTo(2002);
        assertThat(test.code(Request.retrieve("cse-in/later"))).isEqualTo(4004);
    }

    @Test
    void an_operation_begins_when_its_time_has_come() {
        String address = accepted(
                Request.create("cse-in", 99, "m2m:box", Map.of("rn", "soon")).executes(TestCse.START.plusMillis(50)));
        assertThat(ended(address)).containsEntry("rs", COMPLETED);
        assertThat(test.code(Request.retrieve("cse-in/soon"))).isEqualTo(2000);
    }

    @Test
    void requests_about_a_request_are_blocking() {
        String address = accepted(Request.retrieve("cse-in"));
        for (Operation operation : List.of(Operation.RETRIEVE, Operation.DELETE)) {
            assertThat(test.code(Request.of(operation, address).rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH)))
                    .isEqualTo(4000);
        }
        assertThat(test.code(Request.retrieve(address).rt(ResponseType.FLEX_BLOCKING)))
                .isEqualTo(2000);
    }

    @Test
    void a_request_is_neither_created_nor_changed_by_others() {
        String address = accepted(Request.retrieve("cse-in"));
        assertThat(test.code(Request.create("cse-in", 17, "m2m:req", Map.of()))).isEqualTo(4005);
        assertThat(test.code(Request.update(address, "m2m:req", Map.of("rs", 1L))))
                .isEqualTo(4000);
        assertThat(test.code(Request.update(address, "m2m:req", Map.of("et", "20300101T000000"))))
                .isEqualTo(4000);
    }

    @Test
    void without_privileges_no_request_comes_into_being() {
        Request request = Request.retrieve("cse-in").from("COther").rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH);
        assertThat(test.code(request)).isEqualTo(4103);
        assertThat(test.cse.resolve("cse-in").map(Resource::name)).contains("cse-in");
        assertThat(test.value(Request.retrieve("cse-in").discover())).isEqualTo(List.of());
    }

    @Test
    void the_reference_has_the_form_that_was_asked_for() {
        assertThat(accepted(Request.retrieve("cse-in"))).startsWith("cse-in/req-");
        assertThat(accepted(Request.retrieve("cse-in").unstructured())).startsWith("req-");
    }

    @Test
    void a_result_expires_when_its_originator_says_so_and_else_after_the_retention() {
        String told = accepted(Request.retrieve("cse-in").resultExpires(TestCse.START.plusSeconds(90)));
        String plain = accepted(Request.retrieve("cse-in").expires(TestCse.START.plusSeconds(10)));
        assertThat(test.cse.resolve(told).orElseThrow().expires()).isEqualTo(TestCse.START.plusSeconds(90));
        assertThat(test.cse.resolve(plain).orElseThrow().expires()).isEqualTo(TestCse.START.plusSeconds(3610));
        ended(told);
        ended(plain);
        test.advance(Duration.ofSeconds(90));
        test.expiry.run();
        assertThat(test.code(Request.retrieve(told))).isEqualTo(4004);
        assertThat(test.code(Request.retrieve(plain))).isEqualTo(2000);
    }

    @Test
    void an_operation_outlives_its_request() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb").resultExpires(TestCse.START.plusSeconds(5)));
        await().until(() -> end.getNumberOfDependents() > 0);
        test.advance(Duration.ofSeconds(5));
        test.expiry.run();
        end.complete(null);
        await().until(() -> test.cse.resolve("cse-in/rb").isEmpty());
        assertThat(test.code(Request.retrieve(address))).isEqualTo(4004);
        await().until(() -> test.store.entries("request.pending", "", 10).isEmpty());
    }

    @Test
    void what_a_restart_cut_off_has_failed() {
        Resource cutOff =
                test.plant("cse-in", "old", "m2m:req", Map.of("rs", PENDING, "rid", "r0", "ors", Map.of("rsc", 1000L)));
        test.store.apply(Change.builder()
                .put(new Entry("request.pending", cutOff.id().value(), new byte[0], 0))
                .build());
        test.cse.nonBlocking().run();
        Map<String, Object> request = test.members(Request.retrieve("cse-in/old"));
        assertThat(request).containsEntry("rs", FAILED);
        assertThat(result(request)).containsEntry("rsc", 5000L).containsEntry("rqi", "r0");
        assertThat(test.store.entries("request.pending", "", 10)).isEmpty();
        assertThat(test.code(Request.delete("cse-in/old"))).isEqualTo(2002);
    }

    @Test
    void what_goes_on_is_not_taken_for_cut_off() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb").expires(TestCse.START.plusSeconds(60)));
        test.cse.nonBlocking().run();
        assertThat(test.members(Request.retrieve(address))).containsEntry("rs", PENDING);
        end.complete(null);
        assertThat(ended(address)).containsEntry("rs", COMPLETED);
    }

    @Test
    void an_outcome_that_could_not_be_stored_is_stored_later() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb").expires(TestCse.START.plusSeconds(60)));
        await().until(() -> end.getNumberOfDependents() > 0);
        test.services.removeStore(test.store);
        end.completeExceptionally(new IllegalStateException("told to fail"));
        test.services.putStore(test.store);
        await().untilAsserted(() -> {
            test.cse.nonBlocking().run();
            assertThat(test.members(Request.retrieve(address))).containsEntry("rs", FAILED);
        });
    }

    @Test
    void a_stop_leaves_what_has_not_begun_to_the_next_start() {
        String address = accepted(
                Request.create("cse-in", 99, "m2m:box", Map.of("rn", "b1")).executes(TestCse.START.plusMillis(300)));
        test.cse.nonBlocking().stop();
        test.cse.nonBlocking().run();
        await().during(Duration.ofMillis(500))
                .until(() -> test.cse.resolve("cse-in/b1").equals(Optional.empty()));
        assertThat(test.members(Request.retrieve(address))).containsEntry("rs", PENDING);
        TestCse next = new TestCse(test.store);
        next.cse.nonBlocking().run();
        await().until(() -> next.members(Request.retrieve(address)).get("rs").equals(COMPLETED));
        assertThat(next.code(Request.retrieve("cse-in/b1"))).isEqualTo(2000);
    }

    @Test
    void what_came_due_while_the_server_was_down_begins_a_moment_after_the_start() {
        String address = accepted(
                Request.create("cse-in", 99, "m2m:box", Map.of("rn", "b1")).executes(TestCse.START.plusSeconds(60)));
        TestCse next = new TestCse(test.store);
        next.advance(Duration.ofSeconds(60));
        next.cse.nonBlocking().run();
        assertThat(next.members(Request.retrieve(address))).containsEntry("rs", PENDING);
        next.cse.nonBlocking().run();
        await().until(() -> next.members(Request.retrieve(address)).get("rs").equals(COMPLETED));
        assertThat(next.code(Request.retrieve("cse-in/b1"))).isEqualTo(2000);
    }

    @Test
    void what_expired_while_the_server_was_down_has_failed() {
        String address = accepted(
                Request.create("cse-in", 99, "m2m:box", Map.of("rn", "b1")).executes(TestCse.START.plusSeconds(60)));
        TestCse next = new TestCse(test.store);
        next.advance(Duration.ofSeconds(61));
        next.cse.nonBlocking().run();
        next.cse.nonBlocking().run();
        await().until(() -> next.members(Request.retrieve(address)).get("rs").equals(FAILED));
        assertThat(result(next.members(Request.retrieve(address)))).containsEntry("rsc", 4008L);
        assertThat(next.code(Request.retrieve("cse-in/b1"))).isEqualTo(4004);
    }

    @Test
    void what_waited_with_a_password_is_not_kept_beyond_a_stop_and_says_so() {
        Map<String, Object> entry = Map.of("ftyp", "1 Firmware Upgrade Image", "url", "http://h/f", "pwd", "s3cret");
        String address = accepted(Request.create(
                        "cse-in",
                        12,
                        "m2m:mgc",
                        Map.of("rn", "dl", "cmt", 4L, "ext", "n", "exra", Map.of("dld", List.of(entry))))
                .executes(TestCse.START.plusSeconds(60)));
        TestCse next = new TestCse(test.store);
        next.cse.nonBlocking().run();
        Map<String, Object> request = next.members(Request.retrieve(address));
        assertThat(request).containsEntry("rs", FAILED);
        assertThat(result(request).get("pc")).asString().contains("nothing was done", "send it again");
    }

    @Test
    void what_has_begun_ends_well_though_the_cse_is_updated() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb"));
        await().until(() -> end.getNumberOfDependents() > 0);
        TestCse next = test.updated();
        next.cse.nonBlocking().run();
        assertThat(next.members(Request.retrieve(address))).containsEntry("rs", PENDING);
        assertThat(next.code(Request.delete(address))).isEqualTo(5220);
        test.services.removeStore(test.store);
        test.withdrawTypes();
        end.complete(null);
        await().until(() -> next.members(Request.retrieve(address)).get("rs").equals(COMPLETED));
        assertThat(next.code(Request.retrieve("cse-in/rb"))).isEqualTo(4004);
    }

    @Test
    void an_end_that_cannot_be_stored_is_stored_later_though_the_cse_is_updated() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb"));
        await().until(() -> end.getNumberOfDependents() > 0);
        TestCse next = test.updated();
        test.store.down(true);
        end.completeExceptionally(new OneM2mException(ResponseStatusCode.CONFLICT, "No."));
        test.store.down(false);
        await().until(() -> next.members(Request.retrieve(address)).get("rs").equals(FAILED));
    }

    @Test
    void what_waited_and_began_is_not_begun_again() {
        CompletableFuture<Void> end = slowDeletion();
        String address = accepted(Request.delete("cse-in/rb").executes(TestCse.START.plusMillis(20)));
        await().until(() -> end.getNumberOfDependents() > 0);
        TestCse next = new TestCse(test.store);
        next.advance(Duration.ofSeconds(1));
        next.cse.nonBlocking().run();
        next.cse.nonBlocking().run();
        assertThat(next.commands.deletions).isEmpty();
        Map<String, Object> request = next.members(Request.retrieve(address));
        assertThat(request).containsEntry("rs", FAILED);
        assertThat(result(request).get("pc")).asString().contains("look at its target");
    }

    @Test
    void too_many_that_have_not_ended_are_answered_5000() {
        Request waiting = Request.retrieve("cse-in")
                .rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH)
                .executes(TestCse.START.plusSeconds(3600));
        for (int count = 0; count < 1000; count++) {
            assertThat(test.code(waiting)).isEqualTo(1001);
        }
        assertThat(test.code(waiting)).isEqualTo(5000);
        assertThat(test.sentence(waiting)).contains("try again later");
    }

    @Test
    void a_request_is_not_accepted_when_it_cannot_be_stored() {
        test.store.down(true);
        assertThat(test.code(Request.retrieve("cse-in").rt(ResponseType.NON_BLOCKING_REQUEST_SYNCH)))
                .isEqualTo(5000);
        test.store.down(false);
        assertThat(test.value(Request.retrieve("cse-in").discover())).isEqualTo(List.of());
    }

    @Test
    void an_asynchronous_result_goes_to_each_target_once() {
        RecordingNotifier notifier = new RecordingNotifier();
        test.publishNotifier(notifier);
        var response = test.ask(Request.retrieve("cse-in/nothing")
                .rt(ResponseType.NON_BLOCKING_REQUEST_ASYNCH)
                .notifies("http://127.0.0.1:9/a", "http://127.0.0.1:9/b", "http://127.0.0.1:9/a"));
        assertThat(response.status().code()).isEqualTo(1002);
        Map<String, Object> request =
                ended((String) response.content().orElseThrow().value());
        await().until(() -> notifier.stored.size() == 2);
        assertThat(notifier.stored)
                .extracting(PendingNotification::target)
                .containsExactly("http://127.0.0.1:9/a", "http://127.0.0.1:9/b");
        assertThat(notifier.stored).allSatisfy(pending -> {
            assertThat(pending.outlivesSource()).isTrue();
            assertThat(pending.from()).isEqualTo("/id-in");
            assertThat(RecordingNotifier.text(pending.content()))
                    .startsWith("{\"m2m:rsp\":{\"rsc\":4004,\"rqi\":\"r1\",\"pc\":{\"m2m:dbg\":")
                    .contains("\"to\":\"CAdmin\"", "\"fr\":\"/id-in\"", "\"rvi\":\"3\"");
            assertThat(test.store.entry(PendingNotification.BUCKET, pending.key()))
                    .isPresent();
        });
        assertThat(request.get("mi")).asString().contains("rtv=2", "nu=[http://127.0.0.1:9/a");
    }

    @Test
    void an_asynchronous_result_may_go_to_nobody_but_not_to_an_originator_without_address() {
        RecordingNotifier notifier = new RecordingNotifier();
        test.publishNotifier(notifier);
        Request asked = Request.retrieve("cse-in").rt(ResponseType.NON_BLOCKING_REQUEST_ASYNCH);
        assertThat(test.code(asked)).isEqualTo(5001);
        assertThat(test.sentence(asked)).contains("X-M2M-RTU");
        var response = test.ask(asked.notifies());
        assertThat(response.status().code()).isEqualTo(1002);
        ended((String) response.content().orElseThrow().value());
        assertThat(test.code(asked.notifies("mqtt://127.0.0.1/"))).isEqualTo(5001);
        assertThat(test.code(asked.notifies("http://"))).isEqualTo(4000);
        assertThat(test.store.entries(PendingNotification.BUCKET, "", 10)).isEmpty();
        assertThat(notifier.stored).isEmpty();
    }

    @Test
    void the_failure_of_what_a_restart_cut_off_is_notified_too() {
        Map<String, Object> information =
                Map.of("rvi", "3", "rt", Map.of("rtv", 2L, "nu", List.of("http://127.0.0.1:9/a")));
        Resource cutOff = test.plant(
                "cse-in", "old", "m2m:req", Map.of("rs", PENDING, "rid", "r0", "mi", information, "org", "CAdmin"));
        test.store.apply(Change.builder()
                .put(new Entry("request.pending", cutOff.id().value(), new byte[0], 0))
                .build());
        test.cse.nonBlocking().run();
        assertThat(test.store.entries(PendingNotification.BUCKET, "", 10))
                .singleElement()
                .satisfies(entry ->
                        assertThat(RecordingNotifier.text(entry.value())).contains("\"rsc\":5000", "\"rqi\":\"r0\""));
    }

    @Test
    void a_fan_out_point_is_answered_5001() {
        test.plant("cse-in", "g", "m2m:grp", Map.of("mid", List.of(), "mnm", 1L));
        for (String address : List.of("cse-in/g/fopt", "cse-in/g/fopt/dvi")) {
            assertThat(test.code(Request.retrieve(address))).isEqualTo(5001);
            assertThat(test.sentence(Request.retrieve(address))).contains("members");
        }
        assertThat(test.code(Request.retrieve("cse-in/x/fopt"))).isEqualTo(4004);
    }
}
