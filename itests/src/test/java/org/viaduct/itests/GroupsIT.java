package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** One command for many CPEs. */
public class GroupsIT extends ContainerTest {

    private static final int GROUP = 9;
    private static final int CANCELLATION_NOT_PERMITTED = 9021;

    @Test
    public void every_member_of_a_group_and_of_the_group_in_it_has_its_own_end() throws Exception {
        try (Fleet fleet = fleet("GROUPED", 12, Duration.ZERO);
                ServedFile file = new ServedFile()) {
            List<SimulatedCpe> cpes = fleet.cpes();
            SimulatedCpe faulty = cpes.get(2);
            faulty.script().fault("Download", 9004);
            SimulatedCpe away = cpes.get(8);
            away.stop();
            group("inner", cpes.subList(0, 6).stream().map(ContainerTest::node));
            // The first CPE is reached on two ways.
            group(
                    "outer",
                    Stream.concat(
                            Stream.of("cse-in/inner/fopt", node(cpes.get(0))),
                            cpes.subList(6, 12).stream().map(ContainerTest::node)));
            onem2m.createCommand("grouped", CmdType.DOWNLOAD.value(), "cse-in/outer", file.downloadArguments());

            Answer executed = onem2m.execute("cse-in/grouped");

            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            assertThat(executed.resource().path("ch"))
                    .hasSize(12)
                    .allSatisfy(child -> assertThat(child.path("typ").asInt()).isEqualTo(8));
            List<String> instances = instances("cse-in/grouped");
            assertThat(executed.resource().path("ch").findValuesAsText("val"))
                    .containsExactlyInAnyOrderElementsOf(instances);
            assertThat(instances)
                    .extracting(address ->
                            onem2m.retrieve(address).resource().path("ext").asText())
                    .containsExactlyInAnyOrderElementsOf(cpes.stream()
                            .map(cpe -> onem2m.retrieve(node(cpe))
                                    .resource()
                                    .path("ri")
                                    .asText())
                            .toList());

            // The one that is away waits, and holds up nobody.
            JsonNode progress = progress("cse-in/grouped", 11);
            assertThat(progress.path("targets").asInt()).isEqualTo(12);
            assertThat(progress.path("made").asInt()).isEqualTo(12);
            assertThat(progress.path("waiting").asInt()).isEqualTo(1);
            assertThat(progress.path("running").asInt()).isZero();
            assertThat(progress.path("cancelled").asInt()).isZero();
            assertThat(ends(progress))
                    .containsExactlyInAnyOrder(
                            ExecResult.STATUS_SUCCESS + " 10", ExecResult.STATUS_RESOURCES_EXCEEDED + " 1");

            away.start();
            assertThat(ends(progress("cse-in/grouped", 12)))
                    .containsExactlyInAnyOrder(
                            ExecResult.STATUS_SUCCESS + " 11", ExecResult.STATUS_RESOURCES_EXCEEDED + " 1");
            assertThat(cpes).allSatisfy(cpe -> assertThat(cpe.received())
                    .filteredOn(Download.class::isInstance)
                    .hasSize(1));
            assertThat(file.fetched()).isEqualTo(11);
            assertThat(fleet.violations()).isEmpty();

            assertThat(onem2m.delete("cse-in/grouped").rsc()).isEqualTo(2002);
            assertThat(instances)
                    .allSatisfy(address ->
                            assertThat(onem2m.retrieve(address).rsc()).isEqualTo(4004));
        }
    }

    @Test
    public void deleting_the_command_cancels_what_runs_and_sends_nothing_to_who_was_away() throws Exception {
        try (Fleet fleet = fleet("STOPPED", 5, Duration.ofHours(1));
                ServedFile file = new ServedFile()) {
            List<SimulatedCpe> running = fleet.cpes().subList(0, 4);
            SimulatedCpe away = fleet.cpes().get(4);
            away.stop();
            group("stopped", fleet.cpes().stream().map(ContainerTest::node));
            onem2m.createCommand("stopping", CmdType.DOWNLOAD.value(), "cse-in/stopped", file.downloadArguments());
            assertThat(onem2m.execute("cse-in/stopping").rsc()).isEqualTo(2004);
            List<String> instances = instances("cse-in/stopping");
            await().atMost(PATIENCE)
                    .until(() -> instances.stream()
                                    .filter(address -> onem2m.retrieve(address)
                                                    .resource()
                                                    .path("exs")
                                                    .asInt()
                                            == ExecStatus.PENDING.value())
                                    .count()
                            == running.size());

            Answer deleted = onem2m.delete("cse-in/stopping");

            assertThat(deleted.rsc()).describedAs(deleted.toString()).isEqualTo(2002);
            assertThat(onem2m.retrieve("cse-in/stopping").rsc()).isEqualTo(4004);
            assertThat(instances)
                    .allSatisfy(address ->
                            assertThat(onem2m.retrieve(address).rsc()).isEqualTo(4004));
            assertThat(running).allSatisfy(cpe -> assertThat(cpe.received())
                    .filteredOn(CancelTransfer.class::isInstance)
                    .hasSize(1));

            int sessions = away.sessions();
            away.start();
            await().atMost(PATIENCE).until(() -> away.sessions() > sessions && away.state() == CpeState.IDLE);
            assertThat(away.received()).noneMatch(Download.class::isInstance);
            assertThat(fleet.violations()).isEmpty();
        }
    }

    @Test
    public void a_delete_that_one_device_refuses_keeps_the_command_and_what_became_of_each() throws Exception {
        try (Fleet fleet = fleet("STUBBORN", 3, Duration.ofHours(1));
                ServedFile file = new ServedFile()) {
            SimulatedCpe stubborn = fleet.cpes().get(1);
            stubborn.script().fault("CancelTransfer", CANCELLATION_NOT_PERMITTED);
            group("stubborn", fleet.cpes().stream().map(ContainerTest::node));
            onem2m.createCommand("kept", CmdType.DOWNLOAD.value(), "cse-in/stubborn", file.downloadArguments());
            onem2m.execute("cse-in/kept");
            instances("cse-in/kept").forEach(instance -> instance(instance, ExecStatus.PENDING));

            Answer refused = onem2m.delete("cse-in/kept");

            assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(6026);
            assertThat(instances("cse-in/kept"))
                    .extracting(address -> onem2m.retrieve(address).resource())
                    .extracting(instance -> instance.path("exs").asInt() + " / "
                            + instance.path("exr").asInt())
                    .containsExactlyInAnyOrder(
                            ExecStatus.CANCELLED.value() + " / " + ExecResult.STATUS_SUCCESS.value(),
                            ExecStatus.CANCELLED.value() + " / " + ExecResult.STATUS_SUCCESS.value(),
                            ExecStatus.PENDING.value() + " / " + ExecResult.STATUS_CANCELLATION_DENIED.value());

            stubborn.script().clear();
            assertThat(onem2m.delete("cse-in/kept").rsc()).isEqualTo(2002);
            assertThat(fleet.cpes())
                    .extracting(cpe -> cpe.received().stream()
                            .filter(CancelTransfer.class::isInstance)
                            .count())
                    .containsExactly(1L, 2L, 1L);
        }
    }

    /** Switched on, and known to the CSE. */
    private Fleet fleet(String serialPrefix, int count, Duration completionDelay) throws IOException {
        Fleet fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + cwmpPort + "/"))
                .serialPrefix(serialPrefix)
                .count(count)
                .speed(20)
                .script(script -> script.completionDelay("Download", completionDelay))
                .start();
        await().atMost(PATIENCE).until(() -> fleet.cpes().stream()
                .allMatch(cpe -> cpe.state() == CpeState.IDLE
                        && onem2m.retrieve(node(cpe)).rsc() == 2000));
        return fleet;
    }

    private void group(String name, Stream<String> members) {
        Answer created = onem2m.create(
                "cse-in",
                GROUP,
                "{\"m2m:grp\":{\"rn\":\"%s\",\"mt\":14,\"mnm\":100,\"csy\":2,\"mid\":[%s]}}"
                        .formatted(
                                name, members.map(member -> '"' + member + '"').collect(Collectors.joining(","))));
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    /** The command's progress, as soon as so many instances have finished. */
    private JsonNode progress(String command, int finished) {
        return await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(command).resource().path("viaductProgress"),
                        found -> found.path("finished").asInt() == finished);
    }

    /** Such as {@code STATUS_SUCCESS 11}. */
    private static List<String> ends(JsonNode progress) {
        return progress.path("results").findParents("execResult").stream()
                .map(each -> ExecResult.of(each.path("execResult").asLong()).orElseThrow() + " "
                        + each.path("count").asInt())
                .toList();
    }
}
