package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** From one HTTP port to the other and back. */
public class WholeWayIT extends ContainerTest {

    @Test
    public void a_cpe_that_bootstraps_becomes_a_node_and_gets_credentials() throws Exception {
        SimulatedCpe cpe = cpe("BOOTSTRAP");

        JsonNode deviceInfo = onem2m.retrieve(node(cpe) + "/deviceInfo").resource();
        assertThat(deviceInfo.path("man").asText()).isEqualTo("Viaduct");
        assertThat(deviceInfo.path("swv").asText()).isEqualTo("1.0.0");
        assertThat(deviceInfo.path("dlb").asText()).contains(cpe.serialNumber());
        assertThat(cpe.parameter("Device.ManagementServer.ConnectionRequestUsername"))
                .hasValueSatisfying(username -> assertThat(username).isNotEmpty());
        assertThat(cpe.parameter("Device.ManagementServer.ConnectionRequestPassword"))
                .hasValueSatisfying(password -> assertThat(password).hasSizeGreaterThan(15));
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void every_version_of_cwmp_may_inform() throws Exception {
        for (CwmpVersion version : CwmpVersion.values()) {
            SimulatedCpe cpe = cpe("VERSION" + version.name(), builder -> builder.version(version));

            assertThat(cpe.violations()).isEmpty();
        }
    }

    @Test
    public void a_reboot_reaches_the_cpe_in_a_session_that_was_asked_for() throws Exception {
        SimulatedCpe cpe = cpe("REBOOT");
        assertThat(onem2m.createCommand("reboot-a", CmdType.REBOOT.value(), node(cpe), "")
                        .rsc())
                .isEqualTo(2001);

        Answer executed = onem2m.execute("cse-in/reboot-a");

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode instance = onem2m.retrieve(executed.execInstance()).resource();
        assertThat(instance.path("exs").asInt()).isEqualTo(ExecStatus.FINISHED.value());
        assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
        await().atMost(PATIENCE).until(() -> cpe.informs().stream()
                .flatMap(inform -> inform.event().stream())
                .anyMatch(event -> event.eventCode().equals("M Reboot")));
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    public void a_download_is_finished_when_the_cpe_has_fetched_the_file() throws Exception {
        SimulatedCpe cpe = cpe("DOWNLOAD");
        try (ServedFile file = new ServedFile()) {
            Answer created =
                    onem2m.createCommand("download-a", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());
            assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);

            Answer executed = onem2m.execute("cse-in/download-a");

            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            JsonNode instance = instance(executed.execInstance(), ExecStatus.FINISHED);
            assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
            assertThat(file.fetched()).isEqualTo(1);
            assertThat(cpe.received())
                    .filteredOn(Download.class::isInstance)
                    .singleElement()
                    .satisfies(
                            download -> assertThat(((Download) download).url()).isEqualTo(file.url()));
            assertThat(cpe.violations()).isEmpty();
        }
    }

    @Test
    public void a_command_is_addressed_by_its_resource_id_and_its_target_by_a_node_id() throws Exception {
        SimulatedCpe cpe = cpe("UNSTRUCTURED");
        JsonNode command = onem2m.createCommand("reboot-b", CmdType.REBOOT.value(), nodeId(cpe), "")
                .resource();

        Answer executed = onem2m.execute(command.path("ri").asText());

        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        assertThat(instances("cse-in/reboot-b")).containsExactly(executed.execInstance());
    }

    @Test
    public void a_command_that_is_deleted_takes_its_instances_along() throws Exception {
        SimulatedCpe cpe = cpe("DELETED");
        onem2m.createCommand("reboot-c", CmdType.REBOOT.value(), node(cpe), "");
        String instance = onem2m.execute("cse-in/reboot-c").execInstance();

        assertThat(onem2m.delete("cse-in/reboot-c").rsc()).isEqualTo(2002);

        assertThat(onem2m.retrieve(instance).rsc()).isEqualTo(4004);
        assertThat(onem2m.retrieve("cse-in/reboot-c").rsc()).isEqualTo(4004);
    }
}
