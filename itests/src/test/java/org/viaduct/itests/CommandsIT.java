package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OperationStruct;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;
import org.viaduct.cwmp.rpc.Upload;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** What reaches a CPE of the arguments of a command, and how it ends where the CPE does it. */
public class CommandsIT extends ContainerTest {

    private static final String ONE = "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01";
    private static final String TWO = "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b02";
    private static final String OSGI = "Device.SoftwareModules.ExecEnv.1";
    private static final String LINUX = "Device.SoftwareModules.ExecEnv.2";
    private static final String NONE_SUCH = "Device.SoftwareModules.ExecEnv.9";

    /** Executes a command and returns the execResult with which it has finished. */
    private ExecResult finished(SimulatedCpe cpe, CmdType type, String arguments) {
        String name = type + "-" + cpe.serialNumber();
        Answer created = onem2m.createCommand(name, type.value(), node(cpe), arguments);
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
        Answer executed = onem2m.execute("cse-in/" + name);
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode instance = instance(executed.execInstance(), ExecStatus.FINISHED);
        assertThat(onem2m.delete("cse-in/" + name).rsc()).isEqualTo(2002);
        return ExecResult.of(instance.path("exr").asLong()).orElseThrow();
    }

    private static <T extends CwmpRequest> T last(SimulatedCpe cpe, Class<T> rpc) {
        List<CwmpRequest> received =
                cpe.received().stream().filter(rpc::isInstance).toList();
        return rpc.cast(received.get(received.size() - 1));
    }

    @Test
    public void a_cpe_is_reset() throws Exception {
        SimulatedCpe cpe = cpe("ARGRESET");
        assertThat(finished(cpe, CmdType.RESET, "")).isEqualTo(ExecResult.STATUS_SUCCESS);
        assertThat(cpe.received()).filteredOn(FactoryReset.class::isInstance).hasSize(1);
    }

    @Test
    public void a_download_has_all_its_arguments() throws Exception {
        SimulatedCpe cpe = cpe("ARGDOWN");
        try (ServedFile file = new ServedFile()) {
            String arguments =
                    """
                    {"dld": [{"ftyp": "3 Vendor Configuration File", "url": "%s", "unm": "joe", "pwd": "hush", "fsi": 16,
                    "tgf": "target", "dss": 1, "surl": "http://127.0.0.1/s", "stt": "20250101T000000", "cpt": "",
                    "any": [{"nm": "FailureURL", "val": "http://127.0.0.1/f"}]}]}
                    """
                            .formatted(file.url());

            assertThat(finished(cpe, CmdType.DOWNLOAD, arguments)).isEqualTo(ExecResult.STATUS_SUCCESS);

            Download received = last(cpe, Download.class);
            assertThat(received)
                    .isEqualTo(new Download(
                            received.commandKey(),
                            "3 Vendor Configuration File",
                            file.url(),
                            "joe",
                            "hush",
                            16,
                            "target",
                            1,
                            "http://127.0.0.1/s",
                            "http://127.0.0.1/f"));
            assertThat(received.commandKey()).isNotEmpty();
        }
    }

    @Test
    public void an_upload_has_all_its_arguments() throws Exception {
        SimulatedCpe cpe = cpe("ARGUP");
        String arguments =
                """
                {"uld": [{"ftyp": "1 Vendor Configuration File", "url": "viaduct-file:", "unm": "", "pwd": "",
                "any": [{"nm": "DelaySeconds", "val": 2}]}]}
                """;

        assertThat(finished(cpe, CmdType.UPLOAD, arguments)).isEqualTo(ExecResult.STATUS_SUCCESS);

        Upload received = last(cpe, Upload.class);
        assertThat(received.fileType()).isEqualTo("1 Vendor Configuration File");
        assertThat(received.url()).startsWith("http://127.0.0.1:");
        assertThat(received.delaySeconds()).isEqualTo(2);
    }

    @Test
    public void software_is_installed_updated_and_uninstalled_by_an_operation_for_each_entry() throws Exception {
        SimulatedCpe cpe = cpe("ARGSOFT");
        try (ServedFile file = new ServedFile()) {
            String base = file.url().replace("firmware.bin", "");

            assertThat(finished(
                            cpe,
                            CmdType.SOFTWAREINSTALL,
                            "{\"swin\":[%s,%s]}"
                                    .formatted(
                                            installation(base + "one-1.0.jar", ONE, OSGI),
                                            installation(base + "two-1.0.ipk", TWO, LINUX))))
                    .isEqualTo(ExecResult.STATUS_SUCCESS);
            assertThat(operations(cpe))
                    .containsExactly(
                            new InstallOpStruct(base + "one-1.0.jar", ONE, "joe", "hush", OSGI),
                            new InstallOpStruct(base + "two-1.0.ipk", TWO, "joe", "hush", LINUX));

            assertThat(finished(
                            cpe,
                            CmdType.SOFTWAREUPDATE,
                            "{\"swup\":[{\"uuid\":\"%s\",\"vr\":\"1.0\",\"url\":\"%sone-2.0.jar\",\"unm\":\"\",\"pwd\":\"\"}]}"
                                    .formatted(ONE, base)))
                    .isEqualTo(ExecResult.STATUS_SUCCESS);
            assertThat(operations(cpe)).containsExactly(new UpdateOpStruct(ONE, "1.0", base + "one-2.0.jar", "", ""));

            assertThat(finished(
                            cpe,
                            CmdType.SOFTWAREUNINSTALL,
                            "{\"swun\":[{\"uuid\":\"%s\",\"vr\":\"2.0\",\"eer\":\"%s\"},{\"uuid\":\"%s\"}]}"
                                    .formatted(ONE, OSGI, TWO)))
                    .isEqualTo(ExecResult.STATUS_SUCCESS);
            assertThat(operations(cpe))
                    .containsExactly(new UninstallOpStruct(ONE, "2.0", OSGI), new UninstallOpStruct(TWO, "", ""));
        }
    }

    @Test
    public void of_several_operations_the_first_that_fails_says_how_the_command_ended() throws Exception {
        SimulatedCpe cpe = cpe("ARGFAIL");
        try (ServedFile file = new ServedFile()) {
            String base = file.url().replace("firmware.bin", "");

            assertThat(finished(
                            cpe,
                            CmdType.SOFTWAREINSTALL,
                            "{\"swin\":[%s,%s,%s]}"
                                    .formatted(
                                            installation(base + "one-1.0.jar", ONE, OSGI),
                                            installation(base + "two-1.0.jar", TWO, NONE_SUCH),
                                            installation(base + "two-1.0.ipk", TWO, OSGI))))
                    .isEqualTo(ExecResult.STATUS_UNKNOWN_EXECUTION_ENVIRONMENT);
            assertThat(operations(cpe)).hasSize(3);
        }
    }

    private static String installation(String url, String uuid, String environment) {
        return "{\"url\":\"%s\",\"uuid\":\"%s\",\"unm\":\"joe\",\"pwd\":\"hush\",\"eer\":\"%s\"}"
                .formatted(url, uuid, environment);
    }

    private static List<OperationStruct> operations(SimulatedCpe cpe) {
        return last(cpe, ChangeDUState.class).operations();
    }
}
