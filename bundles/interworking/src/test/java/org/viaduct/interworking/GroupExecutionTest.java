package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.interworking.Bench.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

/** Commands whose execTarget is a {@code <group>}. */
class GroupExecutionTest {

    private Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static CpeId cpe(int number) {
        return new CpeId("00D09E", "GW", String.valueOf(number));
    }

    /** Addresses of the nodes of so many CPEs. */
    private List<String> nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> {
                    bench.session(cpe(number)).end();
                    return "cse-in/" + cpe(number).value();
                })
                .toList();
    }

    private Resource command(Resource group) {
        return bench.create(Map.of("cmt", 2L, "ext", group.id().value()));
    }

    private Resource downloadTo(Resource group) {
        return bench.create(Map.of("cmt", 4L, "ext", group.id().value(), "exra", Bench.downloadArguments()));
    }

    private static Settings settings(int cancellationsInFlight) {
        Duration day = Duration.ofDays(1);
        return new Settings(Duration.ofSeconds(30), day, day, day, cancellationsInFlight, Duration.ZERO);
    }

    private void run(CpeId cpe) {
        DrivenSession session = bench.session(cpe);
        session.nextCall();
        session.accept();
        session.end();
    }

    @Test
    void each_member_gets_an_instance_and_the_answer_does_not_wait_for_the_cpes() {
        List<String> nodes = nodes(3);
        Resource command = command(bench.group("all", nodes));
        Updated answer = bench.execute(command).join();
        assertThat(answer.created())
                .extracting(instance -> instance.text("ext").orElseThrow())
                .containsExactlyElementsOf(nodes.stream()
                        .map(node -> bench.tree.resolve(node).orElseThrow().id().value())
                        .toList());
        assertThat(bench.progress(command)).isEqualTo("3 of 3: 3 waiting, 0 running, 0 finished, 0 cancelled");
        await().untilAsserted(() ->
                assertThat(bench.progress(command)).isEqualTo("3 of 3: 3 waiting, 0 running, 0 finished, 0 cancelled"));
        await().until(() -> bench.wokenInBulk.size() >= 3);
        run(cpe(2));
        await().untilAsserted(() ->
                assertThat(bench.progress(command)).isEqualTo("3 of 3: 2 waiting, 0 running, 1 finished, 0 cancelled"));
        assertThat(bench.store.find(command.id()).orElseThrow().attributes().get(Progress.ATTRIBUTE))
                .hasFieldOrPropertyWithValue("results", List.of(Map.of("execResult", 0L, "count", 1L)));
    }

    @Test
    void nested_groups_count_and_a_node_that_is_reached_twice_gets_one_instance() {
        List<String> nodes = nodes(3);
        Resource inner = bench.group("inner", nodes.subList(1, 3));
        Resource outer = bench.group(
                "outer", List.of(nodes.get(0), nodes.get(1), inner.id().value()));
        Resource command = command(outer);
        assertThat(bench.execute(command).join().created()).hasSize(3);
    }

    @Test
    void an_empty_group_is_4109() {
        Resource command = command(bench.group("none", List.of()));
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.NO_MEMBERS);
        assertThat(bench.instances(command)).isEmpty();
    }

    @Test
    void a_member_that_is_no_node_is_6003_and_nothing_is_made() {
        List<String> members = new ArrayList<>(nodes(150));
        members.add("cse-in");
        Resource command = command(bench.group("mixed", members));
        assertThat(refusal(bench.execute(command))).isEqualTo(ResponseStatusCode.EXTERNAL_OBJECT_NOT_REACHABLE);
        assertThat(bench.instances(command)).isEmpty();
        assertThat(bench.store.allEntries()).isEmpty();
    }

    @Test
    void what_does_not_fit_into_a_batch_is_made_after_the_answer_as_it_was_ordered() {
        Resource group = bench.group("all", nodes(250));
        Resource command = downloadTo(group);
        assertThat(bench.execute(command).join().created()).hasSize(100);
        assertThat(bench.progress(command)).contains(" of 250: ");
        bench.update(command, Map.of("dc", "changed")).join();
        await().until(() -> bench.instances(command).size() == 250);
        assertThat(bench.instances(command))
                .extracting(instance -> instance.text("ext").orElseThrow())
                .doesNotHaveDuplicates();
        DrivenSession session = bench.session(cpe(250));
        assertThat(((Download) session.nextCall()).password()).isEqualTo("hush");
        await().untilAsserted(() -> assertThat(bench.progress(command)).startsWith("250 of 250"));
    }

    @Test
    void after_a_restart_the_rest_is_made_and_nothing_twice() {
        Resource command = command(bench.group("all", nodes(550)));
        bench.execute(command).join();
        bench = bench.restarted();
        bench = bench.restarted();
        await().until(() -> bench.instances(command).size() == 550);
        assertThat(bench.instances(command))
                .extracting(instance -> instance.text("ext").orElseThrow())
                .doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(bench.progress(command)).startsWith("550 of 550: 550 waiting"));
    }

    @Test
    void target_and_mode_cannot_change_while_instances_are_still_to_be_made() {
        Resource command = command(bench.group("all", nodes(2)));
        bench.execute(command).join();
        assertThat(refusal(bench.update(command, Map.of("exm", 3L))))
                .isEqualTo(ResponseStatusCode.OPERATION_NOT_ALLOWED);
    }

    @Test
    void the_members_of_a_group_are_sought_as_many_and_do_not_hold_up_others() {
        Resource command = command(bench.group("all", nodes(150)));
        bench.execute(command).join();
        await().until(() -> bench.wokenInBulk.size() == 150);
        assertThat(bench.woken).isEmpty();
        bench.executeNonBlocking(bench.create(Map.of("cmt", 2L, "ext", cpe(7).value())))
                .join();
        assertThat(bench.woken).containsExactly(cpe(7));
    }

    @Test
    void a_member_that_cannot_be_reached_goes_on_waiting() {
        bench.reachable = false;
        Resource command = command(bench.group("all", nodes(4)));
        bench.execute(command).join();
        await().until(() -> bench.wokenInBulk.size() == 4);
        assertThat(bench.instances(command))
                .allSatisfy(instance -> assertThat(bench.state(instance)).isEqualTo("INITIATED / STATUS_NOT_FINISHED"));
    }

    @Test
    void each_instance_of_a_delayed_group_command_waits_for_its_time() {
        Resource command = bench.create(Map.of(
                "cmt",
                2L,
                "exm",
                3L,
                "exy",
                "PT1H",
                "ext",
                bench.group("all", nodes(120)).id().value()));
        bench.execute(command).join();
        await().until(() -> bench.instances(command).size() == 120);
        assertThat(bench.wokenInBulk).isEmpty();
        assertThat(bench.session(cpe(120)).next()).isEmpty();
    }

    @Test
    void deleting_the_command_cancels_what_waits_and_drops_what_is_not_made_yet() {
        Resource command = command(bench.group("all", nodes(700)));
        bench.execute(command).join();
        bench.delete(command).join();
        assertThat(bench.exists(command)).isFalse();
        assertThat(bench.store.allEntries()).isEmpty();
        assertThat(bench.session(cpe(700)).next()).isEmpty();
    }

    @Test
    void an_expired_command_takes_everything_with_it() {
        Resource command = command(bench.group("all", nodes(450)));
        bench.execute(command).join();
        bench.interworking.expire(bench.store.find(command.id()).orElseThrow());
        assertThat(bench.exists(command)).isFalse();
        assertThat(bench.store.allEntries()).isEmpty();
        assertThat(bench.session(cpe(450)).next()).isEmpty();
    }

    @Test
    void running_transfers_are_cancelled_so_many_at_a_time() {
        bench.close();
        bench = new Bench(settings(2));
        Resource command = downloadTo(bench.group("all", nodes(4)));
        bench.execute(command).join();
        IntStream.rangeClosed(1, 4).mapToObj(GroupExecutionTest::cpe).forEach(this::run);
        CompletableFuture<Void> deletion = bench.delete(command);
        List<Resource> instances = bench.instances(command);
        assertThat(instances.stream().filter(each -> bench.state(each).startsWith("CANCELLING")))
                .hasSize(2);
        for (int number = 1; number <= 4; number++) {
            CpeId cpe = cpe(number);
            Resource instance = instances.get(number - 1);
            await().until(() -> bench.state(instance).startsWith("CANCELLING"));
            DrivenSession session = bench.session(cpe);
            assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
            session.accept();
        }
        deletion.join();
        assertThat(bench.exists(command)).isFalse();
    }

    @Test
    void a_partly_failed_delete_keeps_the_command_and_what_became_of_each_instance() {
        Resource command = downloadTo(bench.group("all", nodes(3)));
        bench.execute(command).join();
        run(cpe(1));
        run(cpe(2));
        CompletableFuture<Void> deletion = bench.delete(command);
        DrivenSession first = bench.session(cpe(1));
        first.nextCall();
        first.accept();
        DrivenSession second = bench.session(cpe(2));
        second.nextCall();
        second.fault(9021);
        assertThat(refusal(deletion)).isEqualTo(ResponseStatusCode.MGMT_CANCELLATION_FAILED);
        assertThat(bench.instances(command))
                .extracting(bench::state)
                .containsExactly(
                        "CANCELLED / STATUS_SUCCESS",
                        "PENDING / STATUS_CANCELLATION_DENIED",
                        "CANCELLED / STATUS_SUCCESS");
    }

    @Test
    void a_delete_that_has_no_time_for_all_says_so_and_leaves_the_others_running() {
        bench.close();
        bench = new Bench(settings(1));
        Resource command = downloadTo(bench.group("all", nodes(2)));
        bench.execute(command).join();
        run(cpe(1));
        run(cpe(2));
        assertThat(refusal(bench.delete(command, Bench.SOON)))
                .isEqualTo(ResponseStatusCode.MGMT_SESSION_ESTABLISHMENT_TIMEOUT);
        assertThat(bench.instances(command)).extracting(bench::state).containsOnly("PENDING / STATUS_NOT_FINISHED");
    }
}
