package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Drop;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.CommandedCpes.Execution;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/**
 * A server that is killed with {@code kill -9}, as often as the system property says: the first time in states that are
 * known, then at any moment.
 */
public class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** So long RPCs are on the wire, and transfers under way: longer than it takes to get to the kill. */
    private static final Duration HELD = Duration.ofSeconds(20);

    private static final int CROWD = 400;
    private static final int REQUEST_COMPLETED = 1;
    private static final int REQUEST_PENDING = 3;
    private static final String EXECUTE = "{\"m2m:mgc\":{\"exe\":true}}";
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final int kills = Integer.getInteger("viaduct.kills", 1);
    private KarafProcess server;
    private Onem2m onem2m;
    private ServedFile file;
    private CommandedCpes cpes;

    @Before
    public void a_server() throws Exception {
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", "restart"));
        server.start();
        onem2m = server.onem2m();
        cpes = new CommandedCpes(server, file);
    }

    @After
    public void all_go() throws Exception {
        cpes.close();
        server.close();
        file.close();
    }

    @Test
    public void a_download_that_was_pending_is_finished_after_the_restart() throws Exception {
        SimulatedCpe cpe = cpes.cpe("PENDING", script -> script.completionDelay("Download", Duration.ofSeconds(3)));
        onem2m.createCommand("upgrade", CmdType.DOWNLOAD.value(), CommandedCpes.nodeId(cpe), file.downloadArguments());
        JsonNode command = onem2m.retrieve("cse-in/upgrade").resource();
        JsonNode node = onem2m.node(CommandedCpes.nodeId(cpe)).orElseThrow();

        List<String> instances = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            Answer executed = onem2m.execute("cse-in/upgrade");
            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            instances.add(executed.execInstance());

            server.kill();
            server.start();

            JsonNode instance = await().atMost(PATIENCE)
                    .until(
                            () -> onem2m.retrieve(executed.execInstance()).resource(),
                            found -> found.path("exs").asInt() == ExecStatus.FINISHED.value());
            assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        }

        assertThat(onem2m.retrieve("cse-in/upgrade").resource().path("ri")).isEqualTo(command.path("ri"));
        assertThat(onem2m.node(CommandedCpes.nodeId(cpe))).contains(node);
        assertThat(onem2m.retrieve("cse-in/upgrade?fu=1&ty=8").addresses()).containsExactlyElementsOf(instances);
        assertThat(file.fetched()).isEqualTo(kills);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void whatever_state_it_was_in_nothing_is_lost_and_nothing_is_sent_twice() throws Exception {
        List<SimulatedCpe> crowd = cpes.fleet("CROWD", CROWD, builder -> {}).cpes();
        crowdCommand(crowd);

        // Without an RPC.
        Execution away = cpes.reboot("away", script -> {});
        away.cpe().stop();
        cpes.executeWithoutWaiting(away);
        List<SimulatedCpe> slow = cpes.fleet("SLOW", 3, builder -> builder.connectionRequestDelay(FOR_EVER))
                .cpes();
        Ended ended = new Ended(slow.get(0));
        Execution unheard = cpes.command(slow.get(1), CmdType.DOWNLOAD, file.downloadArguments());
        unheard.cpe().script().completionDelay("Download", FOR_EVER);
        cpes.executeWithoutWaiting(unheard);
        cpes.instance(unheard);
        unheard.cpe().informNow();
        cpes.status(unheard, ExecStatus.PENDING);
        Execution awaited = cpes.command(slow.get(2), CmdType.REBOOT, "");
        onem2m.updateAsync(awaited.command(), EXECUTE);
        Execution delayed = cpes.repeated("delayed", ",\"exm\":3,\"exy\":\"PT20S\"");
        cpes.execute(delayed);

        // On the wire, and never answered.
        Execution unproven = cpes.reboot("dropped", script -> script.drop("Reboot", Drop.BEFORE_RPC));
        Execution unprovenRefused = cpes.reboot("regretted", script -> script.drop("Reboot", Drop.BEFORE_RPC));
        for (Execution each : List.of(unproven, unprovenRefused)) {
            cpes.executeWithoutWaiting(each);
            CommandedCpes.onTheWire(each, Reboot.class);
            await().atMost(PATIENCE).until(() -> isLost(cpes.resource(each), "Reboot"));
        }
        assertThat(cpes.cancel(unprovenRefused).rsc()).isEqualTo(6029);

        // Accepted.
        Execution pending = cpes.download("pending", script -> script.completionDelay("Download", HELD));
        cpes.execute(pending);
        Execution software = cpes.command(
                cpes.cpe("SOFTWARE", script -> script.completionDelay("ChangeDUState", HELD)),
                CmdType.SOFTWAREINSTALL,
                "{\"swin\":[{\"url\":\"" + file.url().replace("firmware.bin", "unit.jar") + "\"}]}");
        cpes.execute(software);
        assertThat(cpes.cancel(software).rsc()).isEqualTo(6029);
        Execution paused = cpes.repeated("paused", ",\"exm\":2,\"exn\":2,\"exf\":\"PT20S\"");
        cpes.execute(paused);

        // On the wire, and answered when the server is gone.
        Execution sent = cpes.download("sent", script -> script.responseDelay("Download", HELD));
        Execution rebooting = cpes.reboot("rebooting", script -> script.responseDelay("Reboot", HELD));
        Execution asked = cpes.download("asked", script -> script.responseDelay("Download", HELD));
        Execution refused = cpes.reboot("refused", script -> script.responseDelay("Reboot", HELD));
        Execution cancelling = cpes.download("cancelling", script -> script.completionDelay("Download", FOR_EVER)
                .responseDelay("CancelTransfer", HELD));
        List.of(sent, rebooting, asked, refused).forEach(cpes::executeWithoutWaiting);
        cpes.execute(cancelling);
        cpes.cancelWithoutWaiting(cancelling);
        List.of(sent, asked).forEach(each -> CommandedCpes.onTheWire(each, Download.class));
        List.of(rebooting, refused).forEach(each -> CommandedCpes.onTheWire(each, Reboot.class));
        CommandedCpes.onTheWire(cancelling, CancelTransfer.class);
        cpes.cancelWithoutWaiting(asked);
        cpes.cancelWithoutWaiting(unheard);
        assertThat(cpes.cancel(refused).rsc()).isEqualTo(6029);

        cpes.status(away, ExecStatus.INITIATED);
        cpes.status(awaited, ExecStatus.INITIATED);
        cpes.status(delayed, ExecStatus.INITIATED);
        cpes.status(unproven, ExecStatus.INITIATED);
        assertThat(unproven.received(Reboot.class)).isEqualTo(1);
        cpes.status(pending, ExecStatus.PENDING);
        cpes.status(software, ExecStatus.STATUS_NON_CANCELLABLE);
        cpes.status(paused, ExecStatus.PENDING);
        cpes.status(sent, ExecStatus.INITIATED);
        cpes.status(rebooting, ExecStatus.INITIATED);
        cpes.status(asked, ExecStatus.CANCELLING);
        cpes.status(unheard, ExecStatus.CANCELLING);
        cpes.status(unprovenRefused, ExecStatus.STATUS_NON_CANCELLABLE);
        cpes.status(refused, ExecStatus.STATUS_NON_CANCELLABLE);
        cpes.status(cancelling, ExecStatus.CANCELLING);
        Execution planned = cpes.reboot("planned", script -> {});
        Answer waiting = onem2m.send(onem2m.request(planned.command() + "?rt=1")
                .header("X-M2M-OET", String.valueOf(HELD.toMillis()))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(EXECUTE)));
        assertThat(waiting.rsc()).describedAs(waiting.toString()).isEqualTo(1001);
        Answer expanding = onem2m.execute("cse-in/crowd");
        assertThat(expanding.rsc()).describedAs(expanding.toString()).isEqualTo(2004);
        assertThat(expanding.resource().at("/viaductProgress/made").asInt()).isLessThan(CROWD);
        for (int kill = 1; kill <= kills; kill++) {
            if (kill > 1) {
                await().pollDelay(Duration.ofMillis(
                                1 + ThreadLocalRandom.current().nextInt(5_000)))
                        .until(() -> true);
            }
            server.kill();
            server.start();
        }

        cpes.allReportNow();
        ended.assertUnchanged();

        // What a request waited for is given up, and not sent at the next session either.
        cpes.ends(awaited, ExecResult.STATUS_INTERNAL_ERROR);
        CommandedCpes.informs(awaited.cpe());
        assertThat(awaited.received(Reboot.class)).isZero();
        // What nobody waited for is sent when the CPE is back.
        cpes.status(away, ExecStatus.INITIATED);
        away.cpe().start();
        cpes.ends(away, ExecResult.STATUS_SUCCESS);
        assertThat(away.received(Reboot.class)).isEqualTo(1);
        // What came due between the kills is carried out, and not twice.
        isRebootedAtMost(1, delayed);
        isRebootedAtMost(2, paused);
        // What waited for its execution time is carried out; a kill in the middle of that is told, and it is not begun
        // again.
        JsonNode request = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(waiting.content().path("m2m:uri").asText())
                                .resource(),
                        found -> found.path("rs").asInt() != REQUEST_PENDING);
        if (kills == 1 || request.path("rs").asInt() == REQUEST_COMPLETED) {
            assertThat(request.at("/ors/rsc").asInt())
                    .describedAs(request.toString())
                    .isEqualTo(2004);
            isRebootedAtMost(1, planned);
        } else {
            assertThat(request.at("/ors/rsc").asInt())
                    .describedAs(request.toString())
                    .isEqualTo(5000);
            assertThat(planned.received(Reboot.class)).isLessThanOrEqualTo(1);
        }
        // What may have been sent is not sent again, and ends when the CPE proves that it came.
        for (Execution each : List.of(pending, sent, asked)) {
            cpes.ends(each, ExecResult.STATUS_SUCCESS);
            assertThat(each.received(Download.class))
                    .describedAs(each.command())
                    .isEqualTo(1);
        }
        for (Execution each : List.of(rebooting, refused)) {
            cpes.ends(each, ExecResult.STATUS_SUCCESS);
            assertThat(each.received(Reboot.class)).describedAs(each.command()).isEqualTo(1);
        }
        cpes.ends(software, ExecResult.STATUS_SUCCESS);
        assertThat(software.received(ChangeDUState.class)).isEqualTo(1);
        for (Execution each : List.of(unproven, unprovenRefused)) {
            CommandedCpes.informs(each.cpe());
            assertThat(cpes.resource(each).path("viaductRemark").asText()).contains("its answer was lost");
            assertThat(each.received(Reboot.class)).isEqualTo(1);
        }
        cpes.status(unproven, ExecStatus.INITIATED);
        cpes.status(unprovenRefused, ExecStatus.STATUS_NON_CANCELLABLE);
        // A cancellation may be asked for again, and until then is asked of nobody.
        CommandedCpes.informs(unheard.cpe());
        cpes.status(unheard, ExecStatus.PENDING);
        assertThat(unheard.received(CancelTransfer.class)).isZero();
        cpes.status(cancelling, ExecStatus.PENDING);
        assertThat(cpes.resource(cancelling).path("exr").asInt()).isEqualTo(ExecResult.STATUS_NOT_FINISHED.value());
        await().atMost(PATIENCE).until(() -> cancelling.cpe().state() == CpeState.IDLE);
        cancelling.cpe().script().clear();
        Answer cancelled = cpes.cancel(cancelling);
        assertThat(cancelled.rsc()).describedAs(cancelled.toString()).isEqualTo(2004);
        cpes.status(cancelling, ExecStatus.CANCELLED);
        assertThat(cancelling.received(Download.class)).isEqualTo(1);

        theCrowdIsServed(crowd);
        assertThat(cpes.violations()).isEmpty();
    }

    /** Commands that have ended before the kill, each in another way. */
    private final class Ended {

        private final Execution finished = cpes.reboot("finished", script -> {});
        private final Execution cancelled = cpes.reboot("recalled", script -> {});
        private final Execution givenUp;
        private final List<JsonNode> before;

        /** @param deaf opens no session for connection requests */
        private Ended(SimulatedCpe deaf) throws IOException {
            cpes.execute(finished);
            cancelled.cpe().stop();
            cpes.executeWithoutWaiting(cancelled);
            assertThat(cpes.cancel(cancelled).rsc()).isEqualTo(2004);
            cancelled.cpe().start();
            givenUp = cpes.command(deaf, CmdType.REBOOT, "");
            Answer late = onem2m.send(onem2m.request(givenUp.command())
                    .header("X-M2M-RET", "1000")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(EXECUTE)));
            assertThat(late.rsc()).describedAs(late.toString()).isEqualTo(6021);
            before = resources();
        }

        private List<JsonNode> resources() {
            return Stream.of(finished, cancelled, givenUp).map(cpes::resource).toList();
        }

        private void assertUnchanged() {
            CommandedCpes.informs(givenUp.cpe());
            assertThat(resources()).isEqualTo(before);
            assertThat(finished.received(Reboot.class)).isEqualTo(1);
            assertThat(cancelled.received(Reboot.class)).isZero();
            assertThat(givenUp.received(Reboot.class)).isZero();
        }
    }

    private void crowdCommand(List<SimulatedCpe> crowd) {
        String members = crowd.stream()
                .map(cpe -> "\"cse-in/" + CommandedCpes.nodeId(cpe) + "\"")
                .collect(Collectors.joining(","));
        Answer created = onem2m.create(
                "cse-in", 9, "{\"m2m:grp\":{\"rn\":\"all\",\"mt\":14,\"mnm\":1000,\"mid\":[" + members + "]}}");
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
        onem2m.createCommand("crowd", CmdType.DOWNLOAD.value(), "cse-in/all", file.downloadArguments());
    }

    /** Each member has one instance, and had one Download or, where a kill came just before it was sent, none. */
    private void theCrowdIsServed(List<SimulatedCpe> crowd) {
        Map<String, SimulatedCpe> open = new HashMap<>();
        for (SimulatedCpe cpe : crowd) {
            open.put(
                    onem2m.retrieve("cse-in/" + CommandedCpes.nodeId(cpe))
                            .resource()
                            .path("ri")
                            .asText(),
                    cpe);
        }
        List<String> instances = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve("cse-in/crowd?fu=1&ty=8").addresses(),
                        addresses -> addresses.size() == crowd.size());
        CommandedCpes.reportNow(crowd);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            for (String address : List.copyOf(instances)) {
                JsonNode instance = onem2m.retrieve(address).resource();
                SimulatedCpe cpe = open.get(instance.path("ext").asText());
                if (cpe != null && settled(instance, cpe)) {
                    open.values().remove(cpe);
                    instances.remove(address);
                }
            }
            return instances.isEmpty();
        });
        assertThat(open).isEmpty();
        assertThat(crowd).allSatisfy(cpe -> assertThat(cpe.received())
                .filteredOn(Download.class::isInstance)
                .hasSizeLessThanOrEqualTo(1));
    }

    private static boolean settled(JsonNode instance, SimulatedCpe cpe) {
        boolean came = cpe.received().stream().anyMatch(Download.class::isInstance);
        return came ? hasSucceeded(instance) : isLost(instance, "Download");
    }

    /**
     * So many Reboots have come, and the last has ended well. Or one less has come: a kill was between the note that the
     * last may have been sent, and its sending. Then the instance says that it is not known, a session neither sends it nor
     * changes that, and it counts as sent for whoever cancels it.
     */
    private void isRebootedAtMost(int times, Execution execution) {
        boolean lost =
                await(execution.command()).atMost(PATIENCE).until(() -> outcome(times, execution), Objects::nonNull);
        if (lost) {
            CommandedCpes.informs(execution.cpe());
            assertThat(isLost(cpes.resource(execution), "Reboot")).isTrue();
            assertThat(cpes.cancel(execution).rsc()).isEqualTo(6029);
        }
        assertThat(execution.received(Reboot.class)).isEqualTo(lost ? times - 1 : times);
    }

    /** Null as long as it is open, then whether the last Reboot was lost. */
    private Boolean outcome(int times, Execution execution) {
        JsonNode instance = cpes.resource(execution);
        long received = execution.received(Reboot.class);
        if (received == times && hasSucceeded(instance)) {
            return false;
        }
        return received == times - 1 && isLost(instance, "Reboot") ? true : null;
    }

    private static boolean hasSucceeded(JsonNode instance) {
        return instance.path("exs").asInt() == ExecStatus.FINISHED.value()
                && instance.path("exr").asInt() == ExecResult.STATUS_SUCCESS.value();
    }

    /** Whether an RPC may have been sent, and its answer was lost. */
    private static boolean isLost(JsonNode instance, String rpc) {
        String remark = instance.path("viaductRemark").asText();
        return instance.path("exs").asInt() == ExecStatus.INITIATED.value()
                && instance.path("exr").asInt() == ExecResult.STATUS_NOT_FINISHED.value()
                && remark.contains(rpc + " was sent at ")
                && remark.contains("its answer was lost");
    }
}
