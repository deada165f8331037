package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** A server that is killed with {@code kill -9} while a Download is pending, as often as the system property says. */
public class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int kills = Integer.getInteger("viaduct.kills", 1);

    @Test
    public void a_download_that_was_pending_is_finished_after_the_restart() throws Exception {
        try (KarafProcess server = new KarafProcess(Path.of("target", "restart"));
                ServedFile file = new ServedFile()) {
            server.start();
            Onem2m onem2m = server.onem2m();
            try (Fleet fleet = Fleet.builder()
                    .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                    .speed(20)
                    .script(script -> script.completionDelay("Download", Duration.ofSeconds(3)))
                    .start()) {
                SimulatedCpe cpe = fleet.cpe();
                String nodeId = cpe.id().value();
                await().atMost(PATIENCE).until(() -> onem2m.node(nodeId).isPresent());
                onem2m.createCommand("upgrade", CmdType.DOWNLOAD.value(), nodeId, file.downloadArguments());
                JsonNode command = onem2m.retrieve("cse-in/upgrade").resource();
                JsonNode node = onem2m.node(nodeId).orElseThrow();

                List<String> instances = new ArrayList<>();
                for (int kill = 1; kill <= kills; kill++) {
                    Answer executed = onem2m.execute("cse-in/upgrade");
                    assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
                    instances.add(executed.execInstance());

                    server.kill();
                    server.start();

                    JsonNode instance = await().atMost(PATIENCE)
                            .until(
                                    () -> onem2m.retrieve(executed.execInstance())
                                            .resource(),
                                    found -> found.path("exs").asInt() == ExecStatus.FINISHED.value());
                    assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
                }

                assertThat(onem2m.retrieve("cse-in/upgrade").resource().path("ri"))
                        .isEqualTo(command.path("ri"));
                assertThat(onem2m.node(nodeId)).contains(node);
                assertThat(onem2m.retrieve("cse-in/upgrade?fu=1&ty=8").addresses())
                        .containsExactlyElementsOf(instances);
                assertThat(file.fetched()).isEqualTo(kills);
                assertThat(fleet.violations()).isEmpty();
            }
        }
    }
}
