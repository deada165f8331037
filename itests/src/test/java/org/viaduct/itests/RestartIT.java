package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Drop;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.Script;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
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
    private static final String EXECUTE = "{\"m2m:mgc\":{\"exe\":true}}";
    private static final String CANCEL = "{\"m2m:exin\":{\"exd\":true}}";

    private final int kills = Integer.getInteger("viaduct.kills", 1);
    private final List<Fleet> fleets = new ArrayList<>();
    private KarafProcess server;
    private Onem2m onem2m;
    private ServedFile file;

    /** One command for one CPE. */
    private record Execution(SimulatedCpe cpe, String command) {

        long received(Class<? extends CwmpRequest> rpc) {
            return cpe.received().stream().filter(rpc::isInstance).count();
        }
    }

    @Before
    public void a_server() throws Exception {
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", "restart"));
        server.start();
        onem2m = server.onem2m();
    }

    @After
    public void all_go() throws Exception {
        fleets.forEach(Fleet::close);
        server.close();
        file.close();
    }

    @Test
    public void a_download_that_was_pending_is_finished_after_the_restart() throws Exception {
        SimulatedCpe cpe = cpe("PENDING", script -> script.completionDelay("Download", Duration.ofSeconds(3)));
        onem2m.createCommand("upgrade", CmdType.DOWNLOAD.value(), nodeId(cpe), file.downloadArguments());
        JsonNode command = onem2m.retrieve("cse-in/upgrade").resource();
        JsonNode node = onem2m.node(nodeId(cpe)).orElseThrow();

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
        assertThat(onem2m.node(nodeId(cpe))).contains(node);
        assertThat(onem2m.retrieve("cse-in/upgrade?fu=1&ty=8").addresses()).containsExactlyElementsOf(instances);
        assertThat(file.fetched()).isEqualTo(kills);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void whatever_state_it_was_in_nothing_is_lost_and_nothing_is_sent_twice() throws Exception {
        List<SimulatedCpe> crowd = fleet("CROWD", CROWD, builder -> {}).cpes();
        crowdCommand(crowd);

        // Without an RPC.
        Execution away = reboot("away", script -> {});
        away.cpe().stop();
        executeWithoutWaiting(away);
        SimulatedCpe slow = fleet("SLOW", 1, builder -> builder.connectionRequestDelay(Duration.ofHours(1)))
                .cpe();
        Execution awaited = command(slow, CmdType.REBOOT, "");
        onem2m.updateAsync(awaited.command(), EXECUTE);
        Execution delayed = repeated("delayed", ",\"exm\":3,\"exy\":\"PT20S\"");
        execute(delayed);

        // On the wire, and never answered.
        Execution unproven = reboot("dropped", script -> script.drop("Reboot", Drop.BEFORE_RPC));
        executeWithoutWaiting(unproven);

        // Accepted.
        Execution pending = download("pending", script -> script.completionDelay("Download", HELD));
        execute(pending);
        Execution software = command(
                cpe("SOFTWARE", script -> script.completionDelay("ChangeDUState", HELD)),
                CmdType.SOFTWAREINSTALL,
                "{\"swin\":[{\"url\":\"" + file.url().replace("firmware.bin", "unit.jar") + "\"}]}");
        execute(software);
        assertThat(onem2m.update(instance(software), CANCEL).rsc()).isEqualTo(6029);
        Execution paused = repeated("paused", ",\"exm\":2,\"exn\":2,\"exf\":\"PT20S\"");
        execute(paused);

        // On the wire, and answered when the server is gone.
        Execution sent = download("sent", script -> script.responseDelay("Download", HELD));
        Execution rebooting = reboot("rebooting", script -> script.responseDelay("Reboot", HELD));
        Execution asked = download("asked", script -> script.responseDelay("Download", HELD));
        Execution refused = reboot("refused", script -> script.responseDelay("Reboot", HELD));
        Execution cancelling = download("cancelling", script -> script.completionDelay("Download", Duration.ofHours(1))
                .responseDelay("CancelTransfer", HELD));
        List.of(sent, rebooting, asked, refused).forEach(this::executeWithoutWaiting);
        execute(cancelling);
        onem2m.updateAsync(instance(cancelling), CANCEL);
        List.of(sent, asked).forEach(each -> onTheWire(each, Download.class));
        List.of(rebooting, refused).forEach(each -> onTheWire(each, Reboot.class));
        onTheWire(cancelling, CancelTransfer.class);
        onem2m.updateAsync(instance(asked), CANCEL);
        assertThat(onem2m.update(instance(refused), CANCEL).rsc()).isEqualTo(6029);

        status(away, ExecStatus.INITIATED);
        status(awaited, ExecStatus.INITIATED);
        status(delayed, ExecStatus.INITIATED);
        status(unproven, ExecStatus.INITIATED);
        assertThat(unproven.received(Reboot.class)).isEqualTo(1);
        status(pending, ExecStatus.PENDING);
        status(software, ExecStatus.STATUS_NON_CANCELLABLE);
        status(paused, ExecStatus.PENDING);
        status(sent, ExecStatus.INITIATED);
        status(rebooting, ExecStatus.INITIATED);
        status(asked, ExecStatus.CANCELLING);
        status(refused, ExecStatus.STATUS_NON_CANCELLABLE);
        status(cancelling, ExecStatus.CANCELLING);
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

        // What a request waited for is given up, and not sent at the next session either.
        ends(awaited, ExecResult.STATUS_INTERNAL_ERROR);
        informs(awaited.cpe());
        assertThat(awaited.received(Reboot.class)).isZero();
        // What nobody waited for is sent when the CPE is back.
        status(away, ExecStatus.INITIATED);
        away.cpe().start();
        ends(away, ExecResult.STATUS_SUCCESS);
        assertThat(away.received(Reboot.class)).isEqualTo(1);
        // What came due between the kills is carried out, and not twice.
        isRebootedAtMost(1, delayed);
        isRebootedAtMost(2, paused);
        // What may have been sent is not sent again, and ends when the CPE proves that it came.
        for (Execution each : List.of(pending, sent, asked)) {
            ends(each, ExecResult.STATUS_SUCCESS);
            assertThat(each.received(Download.class))
                    .describedAs(each.command())
                    .isEqualTo(1);
        }
        for (Execution each : List.of(rebooting, refused)) {
            ends(each, ExecResult.STATUS_SUCCESS);
            assertThat(each.received(Reboot.class)).describedAs(each.command()).isEqualTo(1);
        }
        ends(software, ExecResult.STATUS_SUCCESS);
        assertThat(software.received(ChangeDUState.class)).isEqualTo(1);
        informs(unproven.cpe());
        assertThat(resource(unproven).path("viaductRemark").asText()).isNotEmpty();
        status(unproven, ExecStatus.INITIATED);
        assertThat(unproven.received(Reboot.class)).isEqualTo(1);
        // A cancellation may be asked for again.
        status(cancelling, ExecStatus.PENDING);
        assertThat(resource(cancelling).path("exr").asInt()).isEqualTo(ExecResult.STATUS_NOT_FINISHED.value());
        await().atMost(PATIENCE).until(() -> cancelling.cpe().state() == CpeState.IDLE);
        cancelling.cpe().script().clear();
        Answer cancelled = onem2m.update(instance(cancelling), CANCEL);
        assertThat(cancelled.rsc()).describedAs(cancelled.toString()).isEqualTo(2004);
        status(cancelling, ExecStatus.CANCELLED);
        assertThat(cancelling.received(Download.class)).isEqualTo(1);

        theCrowdIsServed(crowd);
        assertThat(fleets).allSatisfy(each -> assertThat(each.violations()).isEmpty());
    }

    private void crowdCommand(List<SimulatedCpe> crowd) {
        String members =
                crowd.stream().map(cpe -> "\"cse-in/" + nodeId(cpe) + "\"").collect(Collectors.joining(","));
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
                    onem2m.retrieve("cse-in/" + nodeId(cpe))
                            .resource()
                            .path("ri")
                            .asText(),
                    cpe);
        }
        List<String> instances = await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve("cse-in/crowd?fu=1&ty=8").addresses(),
                        addresses -> addresses.size() == crowd.size());
        // After so many failed sessions they would pause for minutes before they report what they did.
        crowd.forEach(SimulatedCpe::informNow);
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
            informs(execution.cpe());
            assertThat(isLost(resource(execution), "Reboot")).isTrue();
            assertThat(onem2m.update(instance(execution), CANCEL).rsc()).isEqualTo(6029);
        }
        assertThat(execution.received(Reboot.class)).isEqualTo(lost ? times - 1 : times);
    }

    /** Null as long as it is open, then whether the last Reboot was lost. */
    private Boolean outcome(int times, Execution execution) {
        JsonNode instance = resource(execution);
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

    private Execution reboot(String name, Consumer<Script> script) throws IOException {
        return command(cpe(name, script), CmdType.REBOOT, "");
    }

    private Execution download(String name, Consumer<Script> script) throws IOException {
        return command(cpe(name, script), CmdType.DOWNLOAD, file.downloadArguments());
    }

    private Execution repeated(String name, String mode) throws IOException {
        SimulatedCpe cpe = cpe(name, script -> {});
        return created(
                cpe,
                onem2m.create(
                        "cse-in",
                        12,
                        "{\"m2m:mgc\":{\"rn\":\"%s\",\"cmt\":%d,\"ext\":\"%s\"%s}}"
                                .formatted(cpe.serialNumber(), CmdType.REBOOT.value(), nodeId(cpe), mode)));
    }

    private Execution command(SimulatedCpe cpe, CmdType type, String arguments) {
        return created(cpe, onem2m.createCommand(cpe.serialNumber(), type.value(), nodeId(cpe), arguments));
    }

    private static Execution created(SimulatedCpe cpe, Answer created) {
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
        return new Execution(cpe, "cse-in/" + cpe.serialNumber());
    }

    private SimulatedCpe cpe(String serialPrefix, Consumer<Script> script) throws IOException {
        return fleet(serialPrefix, 1, builder -> builder.script(script)).cpe();
    }

    /** Switched on, and known to the CSE. */
    private Fleet fleet(String serialPrefix, int count, Consumer<Fleet.Builder> as) throws IOException {
        Fleet.Builder builder = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                .serialPrefix(serialPrefix)
                .count(count)
                .speed(20);
        as.accept(builder);
        Fleet fleet = builder.start();
        fleets.add(fleet);
        await().atMost(PATIENCE).until(() -> fleet.cpes().stream()
                .allMatch(cpe -> cpe.state() == CpeState.IDLE
                        && onem2m.retrieve("cse-in/" + nodeId(cpe)).rsc() == 2000));
        return fleet;
    }

    private static String nodeId(SimulatedCpe cpe) {
        return cpe.id().value();
    }

    private void execute(Execution execution) {
        Answer executed = onem2m.execute(execution.command());
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
    }

    private void executeWithoutWaiting(Execution execution) {
        Answer accepted = onem2m.update(execution.command() + "?rt=1", EXECUTE);
        assertThat(accepted.rsc()).describedAs(accepted.toString()).isEqualTo(1001);
    }

    private static void onTheWire(Execution execution, Class<? extends CwmpRequest> rpc) {
        await().atMost(PATIENCE).until(() -> execution.received(rpc) == 1);
    }

    /** The address of its only execInstance. */
    private String instance(Execution execution) {
        return await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(execution.command() + "?fu=1&ty=8")
                                .addresses(),
                        addresses -> addresses.size() == 1)
                .get(0);
    }

    private JsonNode resource(Execution execution) {
        return onem2m.retrieve(instance(execution)).resource();
    }

    private void status(Execution execution, ExecStatus status) {
        await(execution.command())
                .atMost(PATIENCE)
                .until(() -> resource(execution).path("exs").asInt() == status.value());
    }

    private void ends(Execution execution, ExecResult result) {
        status(execution, ExecStatus.FINISHED);
        assertThat(resource(execution).path("exr").asInt())
                .describedAs(execution.command())
                .isEqualTo(result.value());
    }

    private static void informs(SimulatedCpe cpe) {
        int sessions = cpe.sessions();
        cpe.informNow();
        await().atMost(PATIENCE).until(() -> cpe.sessions() > sessions && cpe.state() == CpeState.IDLE);
    }
}
