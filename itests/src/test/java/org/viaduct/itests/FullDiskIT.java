package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** The disk of the embedded store is full while originators write and a CPE reports the end of its download. */
public class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ORIGINATORS = 4;
    private static final int MEGABYTES = 32;
    private static final int SOME = 20;
    private static final int PAGE = 500;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final Queue<Answer> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean loaded = true;

    private ServedFile file;
    private SmallDisk disk;
    private KarafProcess server;
    private Onem2m onem2m;
    private Fleet fleet;

    @Before
    public void a_server_whose_store_has_a_small_disk() throws Exception {
        file = new ServedFile();
        server = new KarafProcess(Path.of("target", "full-disk"));
        disk = SmallDisk.on(server.home().resolve("store"), MEGABYTES).orElse(null);
        Assume.assumeTrue("Nothing can be mounted here.", disk != null);
        server.within(disk.command());
        server.start();
        onem2m = server.onem2m();
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.ports().cwmp() + "/"))
                .serialPrefix("FULL")
                .speed(20)
                .start();
    }

    @After
    public void all_go() throws Exception {
        file.close();
        if (disk != null) {
            fleet.close();
            server.close();
            disk.close();
        }
    }

    @Test
    public void callers_are_told_nothing_acknowledged_is_lost_and_service_resumes_by_itself() throws Exception {
        SimulatedCpe cpe = fleet.cpe();
        String node = "cse-in/" + cpe.id().value();
        await().atMost(PATIENCE).until(() -> onem2m.retrieve(node).rsc() == 2000 && cpe.state() == CpeState.IDLE);
        onem2m.createCommand("upgrade", CmdType.DOWNLOAD.value(), cpe.id().value(), file.downloadArguments());
        cpe.script().completionDelay("Download", Duration.ofSeconds(5));
        List<CompletableFuture<Void>> load = new ArrayList<>();
        for (int i = 0; i < ORIGINATORS; i++) {
            String prefix = "load-" + i + "-";
            load.add(CompletableFuture.runAsync(() -> originate(prefix)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(refused).isEmpty();
            assertThat(acknowledged).hasSizeGreaterThan(SOME);
        });
        Answer executed = onem2m.execute("cse-in/upgrade");
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);

        disk.fill();
        await().atMost(PATIENCE).until(() -> refused.size() > SOME);
        assertThat(onem2m.retrieve(node).rsc()).isEqualTo(2000);
        await().atMost(PATIENCE).until(() -> Files.readString(server.log()).contains("must retry its session"));
        assertThat(onem2m.retrieve(executed.execInstance())
                        .resource()
                        .path("exs")
                        .asInt())
                .isEqualTo(ExecStatus.PENDING.value());

        int before = acknowledged.size();
        disk.clear();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > before + SOME);
        loaded = false;
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();
        await().atMost(PATIENCE)
                .until(() -> onem2m.retrieve(executed.execInstance())
                                .resource()
                                .path("exs")
                                .asInt()
                        == ExecStatus.FINISHED.value());

        assertThat(refused)
                .allSatisfy(answer -> assertThat(answer.rsc()).isEqualTo(5000))
                .allSatisfy(answer -> assertThat(answer.debug()).isEqualTo("The store is not available; try again."));
        everythingAcknowledgedIsThereAndNothingElse();
        server.kill();
        server.start();
        everythingAcknowledgedIsThereAndNothingElse();
        assertThat(onem2m.retrieve(executed.execInstance())
                        .resource()
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(Files.readString(server.log())).doesNotContain("\tat ");
        assertThat(fleet.violations()).isEmpty();
    }

    private void originate(String prefix) {
        String labels = IntStream.range(0, 8)
                .mapToObj(i -> '"' + prefix + i + "x".repeat(200) + '"')
                .collect(Collectors.joining(","));
        for (int i = 0; loaded; i++) {
            String name = prefix + i;
            Answer created = onem2m.create(
                    "cse-in",
                    9,
                    "{\"m2m:grp\":{\"rn\":\"%s\",\"mnm\":3,\"mid\":[\"cse-in\"],\"lbl\":[\"load\",%s]}}"
                            .formatted(name, labels));
            if (created.rsc() == 2001) {
                acknowledged.add("cse-in/" + name);
            } else {
                refused.add(created);
            }
        }
    }

    private void everythingAcknowledgedIsThereAndNothingElse() {
        Set<String> found = new TreeSet<>();
        List<String> page;
        do {
            page = onem2m.retrieve("cse-in?fu=1&drt=1&lbl=load&lim=" + PAGE + "&ofst=" + (found.size() + 1))
                    .addresses();
            found.addAll(page);
        } while (page.size() == PAGE);
        assertThat(found).isEqualTo(acknowledged);
    }
}
