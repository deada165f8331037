package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.Script;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.Violation;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** CPEs of a server, and commands for them: one each, with the serial number as its name. */
final class CommandedCpes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String EXECUTE = "{\"m2m:mgc\":{\"exe\":true}}";
    private static final String CANCEL = "{\"m2m:exin\":{\"exd\":true}}";

    private final Onem2m onem2m;
    private final int cwmpPort;
    private final ServedFile file;
    private final List<Fleet> fleets = new ArrayList<>();

    /** @param file what downloads are of */
    CommandedCpes(KarafProcess server, ServedFile file) {
        this.onem2m = server.onem2m();
        this.cwmpPort = server.ports().cwmp();
        this.file = file;
    }

    /** One command for one CPE. */
    record Execution(SimulatedCpe cpe, String command) {

        long received(Class<? extends CwmpRequest> rpc) {
            return cpe.received().stream().filter(rpc::isInstance).count();
        }
    }

    Execution reboot(String name, Consumer<Script> script) throws IOException {
        return command(cpe(name, script), CmdType.REBOOT, "");
    }

    Execution download(String name, Consumer<Script> script) throws IOException {
        return command(cpe(name, script), CmdType.DOWNLOAD, file.downloadArguments());
    }

    Execution repeated(String name, String mode) throws IOException {
        SimulatedCpe cpe = cpe(name, script -> {});
        return created(
                cpe,
                onem2m.create(
                        "cse-in",
                        12,
                        "{\"m2m:mgc\":{\"rn\":\"%s\",\"cmt\":%d,\"ext\":\"%s\"%s}}"
                                .formatted(cpe.serialNumber(), CmdType.REBOOT.value(), nodeId(cpe), mode)));
    }

    Execution command(SimulatedCpe cpe, CmdType type, String arguments) {
        return created(cpe, onem2m.createCommand(cpe.serialNumber(), type.value(), nodeId(cpe), arguments));
    }

    private static Execution created(SimulatedCpe cpe, Answer created) {
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
        return new Execution(cpe, "cse-in/" + cpe.serialNumber());
    }

    SimulatedCpe cpe(String serialPrefix, Consumer<Script> script) throws IOException {
        return fleet(serialPrefix, 1, builder -> builder.script(script)).cpe();
    }

    /** Switched on, and known to the CSE. */
    Fleet fleet(String serialPrefix, int count, Consumer<Fleet.Builder> as) throws IOException {
        Fleet.Builder builder = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + cwmpPort + "/"))
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

    static String nodeId(SimulatedCpe cpe) {
        return cpe.id().value();
    }

    void execute(Execution execution) {
        Answer executed = onem2m.execute(execution.command());
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
    }

    void executeWithoutWaiting(Execution execution) {
        Answer accepted = onem2m.update(execution.command() + "?rt=1", EXECUTE);
        assertThat(accepted.rsc()).describedAs(accepted.toString()).isEqualTo(1001);
    }

    static void onTheWire(Execution execution, Class<? extends CwmpRequest> rpc) {
        await().atMost(PATIENCE).until(() -> execution.received(rpc) == 1);
    }

    /** The address of its only execInstance. */
    String instance(Execution execution) {
        return await().atMost(PATIENCE)
                .until(
                        () -> onem2m.retrieve(execution.command() + "?fu=1&ty=8")
                                .addresses(),
                        addresses -> addresses.size() == 1)
                .get(0);
    }

    JsonNode resource(Execution execution) {
        return onem2m.retrieve(instance(execution)).resource();
    }

    void status(Execution execution, ExecStatus status) {
        await(execution.command())
                .atMost(PATIENCE)
                .until(() -> resource(execution).path("exs").asInt() == status.value());
    }

    void ends(Execution execution, ExecResult result) {
        status(execution, ExecStatus.FINISHED);
        assertThat(resource(execution).path("exr").asInt())
                .describedAs(execution.command())
                .isEqualTo(result.value());
    }

    static void reportNow(List<SimulatedCpe> cpes) {
        cpes.stream().filter(cpe -> cpe.state() != CpeState.OFF).forEach(SimulatedCpe::informNow);
    }

    static void informs(SimulatedCpe cpe) {
        int sessions = cpe.sessions();
        cpe.informNow();
        await().atMost(PATIENCE).until(() -> cpe.sessions() > sessions && cpe.state() == CpeState.IDLE);
    }

    Answer cancel(Execution execution) {
        return onem2m.update(instance(execution), CANCEL);
    }

    void cancelWithoutWaiting(Execution execution) {
        onem2m.updateAsync(instance(execution), CANCEL);
    }

    /** After many failed sessions they would pause for minutes before they report what they did. */
    void allReportNow() {
        fleets.forEach(each -> reportNow(each.cpes()));
    }

    List<Violation> violations() {
        return fleets.stream().flatMap(each -> each.violations().stream()).toList();
    }

    @Override
    public void close() {
        fleets.forEach(Fleet::close);
    }
}
