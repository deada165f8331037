package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecMode;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** When, and how often, a command is executed; and who waits for it. */
public class ModesIT extends ContainerTest {

    @Test
    public void a_repeated_command_is_one_instance_and_several_rpcs() throws Exception {
        SimulatedCpe cpe = cpe("REPEATED");
        rebootCommand("repeated", cpe, ExecMode.IMMEDIATEREPEAT, "\"exn\":3,\"exf\":\"PT1S\"");
        Instant begin = Instant.now();

        Answer executed = onem2m.execute("cse-in/repeated");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        List<Integer> rebootsAtPending = new ArrayList<>();
        JsonNode ended = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            JsonNode found =
                                    onem2m.retrieve(executed.execInstance()).resource();
                            if (found.path("exs").asInt() == ExecStatus.PENDING.value()) {
                                assertThat(found.path("exr").asInt()).isEqualTo(ExecResult.STATUS_NOT_FINISHED.value());
                                rebootsAtPending.add(reboots(cpe).size());
                            }
                            return found;
                        },
                        found -> found.path("exs").asInt() == ExecStatus.FINISHED.value());
        assertThat(ended.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(rebootsAtPending).contains(1, 2);
        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(reboots(cpe)).hasSize(3).doesNotHaveDuplicates();
        assertThat(instances("cse-in/repeated")).containsExactly(executed.execInstance());
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_repetition_that_faults_does_not_stop_the_rest() throws Exception {
        SimulatedCpe cpe = cpe("STUMBLES", builder -> builder.script(script -> script.fault("Reboot", 9002, 1)));
        rebootCommand("stumbling", cpe, ExecMode.IMMEDIATEREPEAT, "\"exn\":2,\"exf\":\"PT1S\"");

        Answer executed = onem2m.execute("cse-in/stumbling");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        assertThat(instance(executed.execInstance(), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(reboots(cpe)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    public void a_repeated_command_that_is_cancelled_between_two_repetitions_sends_nothing_more() throws Exception {
        SimulatedCpe cpe = cpe("PAUSES");
        rebootCommand("pausing", cpe, ExecMode.IMMEDIATEREPEAT, "\"exn\":3,\"exf\":\"PT1H\"");
        String instance = onem2m.execute("cse-in/pausing").execInstance();
        instance(instance, ExecStatus.PENDING);

        Answer cancelled = onem2m.update(instance, "{\"m2m:exin\":{\"exd\":true}}");

        assertThat(cancelled.rsc()).describedAs(cancelled.toString()).isEqualTo(2004);
        assertThat(instance(instance, ExecStatus.CANCELLED).path("exr").asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(onem2m.update(instance, "{\"m2m:exin\":{\"exd\":true}}").rsc())
                .isEqualTo(6028);
        assertThat(reboots(cpe)).hasSize(1);
    }

    @Test
    public void a_delayed_command_waits_and_is_sent_once() throws Exception {
        SimulatedCpe cpe = cpe("DELAYED");
        rebootCommand("delayed", cpe, ExecMode.RANDOMONCE, "\"exy\":\"PT2S\"");
        Instant begin = Instant.now();

        Answer executed = onem2m.execute("cse-in/delayed");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode waiting = onem2m.retrieve(executed.execInstance()).resource();
        assertThat(waiting.path("exs").asInt()).isEqualTo(ExecStatus.INITIATED.value());
        assertThat(waiting.path("exr").asInt()).isEqualTo(ExecResult.STATUS_NOT_FINISHED.value());
        assertThat(reboots(cpe)).isEmpty();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !reboots(cpe)
                .isEmpty());
        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(instance(executed.execInstance(), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(reboots(cpe)).hasSize(1);
    }

    @Test
    public void a_delayed_command_that_is_cancelled_in_time_is_never_sent() throws Exception {
        SimulatedCpe cpe = cpe("RECALLED");
        rebootCommand("recalled", cpe, ExecMode.RANDOMONCE, "\"exy\":\"PT1H\"");
        String instance = onem2m.execute("cse-in/recalled").execInstance();

        assertThat(onem2m.update(instance, "{\"m2m:exin\":{\"exd\":true}}").rsc())
                .isEqualTo(2004);

        assertThat(instance(instance, ExecStatus.CANCELLED).path("exr").asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(reboots(cpe)).isEmpty();
    }

    @Test
    public void an_attribute_that_the_mode_forbids_is_refused_by_name() throws Exception {
        SimulatedCpe cpe = cpe("FORBIDS");
        refuses(cpe, ExecMode.IMMEDIATEONCE, "exf", "\"PT1S\"");
        refuses(cpe, ExecMode.IMMEDIATEONCE, "exy", "\"PT1S\"");
        refuses(cpe, ExecMode.IMMEDIATEONCE, "exn", "2");
        refuses(cpe, ExecMode.IMMEDIATEREPEAT, "exy", "\"PT1S\"");
        refuses(cpe, ExecMode.RANDOMONCE, "exf", "\"PT1S\"");
        refuses(cpe, ExecMode.RANDOMONCE, "exn", "2");
    }

    @Test
    public void an_execute_that_does_not_wait_has_a_request_with_its_result() throws Exception {
        SimulatedCpe cpe = cpe("UNAWAITED");
        try (ServedFile file = new ServedFile()) {
            onem2m.createCommand("unawaited", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());

            Answer accepted = onem2m.update("cse-in/unawaited?rt=1", "{\"m2m:mgc\":{\"exe\":true}}");

            assertThat(accepted.rsc()).describedAs(accepted.toString()).isEqualTo(1001);
            JsonNode request = await().atMost(PATIENCE)
                    .until(
                            () -> onem2m.retrieve(
                                            accepted.content().path("m2m:uri").asText())
                                    .resource(),
                            found -> found.path("rs").asInt() == 1);
            assertThat(request.path("tg").asText()).isEqualTo("cse-in/unawaited");
            assertThat(request.path("ors").path("rsc").asInt()).isEqualTo(2004);
            String instance = request.at("/ors/pc/m2m:mgc/ch/0/val").asText();
            assertThat(instances("cse-in/unawaited")).containsExactly(instance);
            assertThat(instance(instance, ExecStatus.FINISHED).path("exr").asInt())
                    .isEqualTo(ExecResult.STATUS_SUCCESS.value());
            assertThat(cpe.received()).filteredOn(Download.class::isInstance).hasSize(1);
        }
    }

    private void refuses(SimulatedCpe cpe, ExecMode mode, String attribute, String value) {
        Answer created = reboot("forbidden", cpe, mode, "\"" + attribute + "\":" + value);
        assertThat(created.rsc())
                .describedAs(mode + " " + attribute + " " + created)
                .isEqualTo(4000);
        assertThat(created.debug()).contains(attribute);
    }

    private void rebootCommand(String name, SimulatedCpe cpe, ExecMode mode, String attributes) {
        Answer created = reboot(name, cpe, mode, attributes);
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    private Answer reboot(String name, SimulatedCpe cpe, ExecMode mode, String attributes) {
        return onem2m.create(
                "cse-in",
                12,
                "{\"m2m:mgc\":{\"rn\":\"%s\",\"cmt\":%d,\"ext\":\"%s\",\"exm\":%d,%s}}"
                        .formatted(name, CmdType.REBOOT.value(), node(cpe), mode.value(), attributes));
    }

    /** The CommandKeys of the Reboots that came. */
    private static List<String> reboots(SimulatedCpe cpe) {
        return cpe.received().stream()
                .filter(Reboot.class::isInstance)
                .map(each -> ((Reboot) each).commandKey())
                .toList();
    }
}
