package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Bundles that are stopped, started and replaced while a Download is under way, and between two commands. */
public class HotSwapIT extends ContainerTest {

    private static final String VERSION = "0.1.1";

    @Test
    public void the_fault_mapping_is_stopped_and_started() throws Exception {
        nothingIsLostBy("fault.mapping", this::restart);
    }

    @Test
    public void the_fault_mapping_is_updated_in_place() throws Exception {
        nothingIsLostBy("fault.mapping", this::update);
    }

    @Test
    public void the_resource_model_is_stopped_and_started() throws Exception {
        nothingIsLostBy("onem2m.model", this::restart);
    }

    @Test
    public void the_resource_model_is_updated_in_place() throws Exception {
        nothingIsLostBy("onem2m.model", this::update);
    }

    @Test
    public void the_cwmp_client_is_stopped_and_started() throws Exception {
        nothingIsLostBy("cwmp.client", this::restart);
    }

    @Test
    public void the_cwmp_client_is_updated_in_place() throws Exception {
        nothingIsLostBy("cwmp.client", this::update);
    }

    @Test
    public void a_fault_that_comes_while_the_mapping_is_away_is_mapped_when_it_is_back() throws Exception {
        SimulatedCpe cpe = cpe("UNMAPPED", builder -> builder.script(script -> script.fault("Reboot", 9001)));
        onem2m.createCommand("unmapped", CmdType.REBOOT.value(), node(cpe), "");
        Bundle mapping = bundle("fault.mapping");
        mapping.stop();
        try {
            onem2m.updateAsync("cse-in/unmapped", "{\"m2m:mgc\":{\"exe\":true}}");
            await().atMost(PATIENCE).until(() -> !cpe.answered().isEmpty());
        } finally {
            mapping.start();
        }

        assertThat(instance(instances("cse-in/unmapped").get(0), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_REQUEST_DENIED.value());
    }

    /** Does something to a bundle. */
    private interface Swap {
        void swap(Bundle bundle, String folder) throws Exception;
    }

    private void restart(Bundle bundle, String folder) throws Exception {
        bundle.stop();
        bundle.start();
    }

    private void update(Bundle bundle, String folder) throws Exception {
        bundle.update(Rebadged.jar(folder, VERSION));
        assertThat(bundle.getVersion()).hasToString(VERSION);
    }

    private void nothingIsLostBy(String folder, Swap swap) throws Exception {
        String name = folder.replace(".", "") + System.nanoTime();
        SimulatedCpe cpe = cpe(
                name.toUpperCase(Locale.ROOT),
                builder -> builder.script(script -> script.completionDelay("Download", Duration.ofSeconds(2))));
        try (ServedFile file = new ServedFile()) {
            onem2m.createCommand(name + "-reboot", CmdType.REBOOT.value(), node(cpe), "");
            onem2m.createCommand(name + "-download", CmdType.DOWNLOAD.value(), node(cpe), file.downloadArguments());
            Answer before = onem2m.execute("cse-in/" + name + "-download");
            assertThat(before.rsc()).describedAs(before.toString()).isEqualTo(2004);

            swap.swap(bundle(folder), folder);

            // The next command, the one under way, and what was there before.
            Answer after = onem2m.execute("cse-in/" + name + "-reboot");
            assertThat(after.rsc()).describedAs(after.toString()).isEqualTo(2004);
            assertSucceeded(after.execInstance());
            assertSucceeded(before.execInstance());
            assertThat(instances("cse-in/" + name + "-download")).isEqualTo(List.of(before.execInstance()));
            assertThat(onem2m.node(nodeId(cpe))).isPresent();
            assertThat(file.fetched()).isEqualTo(1);

            // And a fault still finds its row.
            cpe.script().fault("Reboot", 9002);
            Answer faulted = onem2m.execute("cse-in/" + name + "-reboot");
            assertThat(faulted.rsc()).describedAs(faulted.toString()).isEqualTo(4000);
            assertThat(cpe.violations()).isEmpty();
        }
    }

    private void assertSucceeded(String execInstance) {
        assertThat(instance(execInstance, ExecStatus.FINISHED).path("exr").asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
    }
}
