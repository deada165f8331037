package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecStatus;

/** CPEs that open two sessions at once, as two devices with the same identity do, and report each completion three times. */
public class RacingSessionsIT extends ContainerTest {

    private static final int CPES = 20;
    private static final int GROUP = 9;
    private static final int SUBSCRIPTION = 23;

    private final Fleet.Builder builder = Fleet.builder()
            .acs(URI.create("http://127.0.0.1:" + cwmpPort + "/"))
            .serialPrefix("TWIN")
            .count(CPES)
            .speed(20)
            .script(script -> script.duplicateCompletions(2));

    @Test
    public void a_command_is_sent_to_one_of_them_and_ends_once() throws Exception {
        try (Fleet fleet = builder.start();
                Fleet twins = builder.build();
                Subscriber subscriber = new Subscriber();
                ServedFile file = new ServedFile()) {
            await().atMost(PATIENCE).until(() -> fleet.cpes().stream()
                    .allMatch(cpe -> cpe.state() == CpeState.IDLE
                            && onem2m.retrieve(node(cpe)).rsc() == 2000));
            fleet.cpes().forEach(SimulatedCpe::stop);
            String members =
                    fleet.cpes().stream().map(cpe -> '"' + node(cpe) + '"').collect(Collectors.joining(","));
            onem2m.create(
                    "cse-in",
                    GROUP,
                    "{\"m2m:grp\":{\"rn\":\"twins\",\"mt\":14,\"mnm\":100,\"mid\":[" + members + "]}}");
            onem2m.createCommand("twinned", CmdType.DOWNLOAD.value(), "cse-in/twins", file.downloadArguments());
            Answer executed = onem2m.execute("cse-in/twinned");
            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            List<String> instances = instances("cse-in/twinned");
            assertThat(instances).hasSize(CPES);
            instances.forEach(instance -> onem2m.create(
                    instance,
                    SUBSCRIPTION,
                    "{\"m2m:sub\":{\"rn\":\"watch\",\"nu\":[\"%s\"],\"enc\":{\"net\":[1],\"atr\":[\"exs\"]}}}"
                            .formatted(subscriber.url())));

            fleet.start();
            twins.start();

            await().atMost(PATIENCE).until(() -> instances.stream().allMatch(this::isSettled));
            for (Fleet each : List.of(fleet, twins)) {
                each.cpes().forEach(SimulatedCpe::informNow);
                await().atMost(PATIENCE)
                        .until(() -> each.cpes().stream().allMatch(cpe -> cpe.state() == CpeState.IDLE));
            }
            for (int i = 0; i < CPES; i++) {
                assertThat(downloads(fleet.cpes().get(i), twins.cpes().get(i))).isLessThanOrEqualTo(1);
            }
            for (String instance : instances) {
                await().atMost(PATIENCE).until(() -> ends(subscriber, instance) == (isFinished(instance) ? 1 : 0));
            }
            assertThat(instances).anyMatch(this::isFinished);
        }
    }

    private boolean isFinished(String instance) {
        return onem2m.retrieve(instance).resource().path("exs").asInt() == ExecStatus.FINISHED.value();
    }

    /** It has ended, or says that the answer to the RPC was lost. */
    private boolean isSettled(String instance) {
        return isFinished(instance)
                || onem2m.retrieve(instance)
                        .resource()
                        .path("viaductRemark")
                        .asText()
                        .contains("its answer was lost");
    }

    private static long downloads(SimulatedCpe... twins) {
        return Stream.of(twins)
                .flatMap(cpe -> cpe.received().stream())
                .filter(Download.class::isInstance)
                .count();
    }

    private static long ends(Subscriber subscriber, String instance) {
        return subscriber.events(instance + "/watch").stream()
                .filter(event -> event.at("/rep/m2m:exin/exs").asInt() == ExecStatus.FINISHED.value())
                .count();
    }
}
