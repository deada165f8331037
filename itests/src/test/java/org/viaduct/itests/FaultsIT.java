package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Commands that a CPE refuses, fails at, or never hears of. */
public class FaultsIT extends ContainerTest {

    @Test
    public void a_fault_of_the_rpc_fails_the_execute_and_ends_the_instance() throws Exception {
        SimulatedCpe cpe = cpe("DENIES", builder -> builder.script(script -> script.fault("Reboot", 9001)));
        onem2m.createCommand("denied", CmdType.REBOOT.value(), node(cpe), "");

        Answer executed = onem2m.execute("cse-in/denied");

        assertThat(executed.rsc()).isEqualTo(4000);
        assertThat(executed.debug()).contains("9001");
        assertThat(onlyInstance("cse-in/denied", ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_REQUEST_DENIED.value());
    }

    @Test
    public void an_rpc_that_the_cpe_does_not_have_is_not_implemented() throws Exception {
        SimulatedCpe cpe = cpe("LACKS", builder -> builder.script(script -> script.fault("Download", 9000)));
        try (ServedFile file = new ServedFile()) {
            onem2m.createCommand("lacking", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());

            Answer executed = onem2m.execute("cse-in/lacking");

            assertThat(executed.rsc()).isEqualTo(5001);
            assertThat(executed.debug()).contains("9000");
            assertThat(onlyInstance("cse-in/lacking", ExecStatus.FINISHED)
                            .path("exr")
                            .asInt())
                    .isEqualTo(ExecResult.STATUS_REQUEST_UNSUPPORTED.value());
        }
    }

    @Test
    public void a_fault_in_transfer_complete_ends_the_instance_after_a_successful_execute() throws Exception {
        SimulatedCpe cpe = cpe("BREAKS", builder -> builder.script(script -> script.completionFault("Download", 9018)));
        try (ServedFile file = new ServedFile()) {
            onem2m.createCommand("broken", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());

            Answer executed = onem2m.execute("cse-in/broken");

            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            assertThat(instance(executed.execInstance(), ExecStatus.FINISHED)
                            .path("exr")
                            .asInt())
                    .isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED.value());
        }
    }

    @Test
    public void a_cpe_that_cannot_be_reached_is_said_so_and_gets_nothing_later() throws Exception {
        SimulatedCpe cpe = cpe("SILENT");
        cpe.stop();
        onem2m.createCommand("unheard", CmdType.REBOOT.value(), node(cpe), "");

        Answer executed = onem2m.update("cse-in/unheard", "{\"m2m:mgc\":{\"exe\":true}}");

        assertThat(executed.rsc()).isIn(6020, 6021);
        assertThat(executed.debug()).isNotEmpty();
        assertThat(onlyInstance("cse-in/unheard", ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_INTERNAL_ERROR.value());
    }

    private JsonNode onlyInstance(String command, ExecStatus status) {
        assertThat(instances(command)).hasSize(1);
        return instance(instances(command).get(0), status);
    }
}
