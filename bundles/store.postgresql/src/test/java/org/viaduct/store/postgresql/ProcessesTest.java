package org.viaduct.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.viaduct.store.contract.Samples.ROOT;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.contract.Crash;
import org.viaduct.store.contract.Samples;

/** Several processes and one database. */
@ExtendWith(Server.class)
class ProcessesTest {

    private static final InDatabase OPENER = new InDatabase();

    @TempDir
    Path directory;

    private final String place;

    ProcessesTest(Server.Running server) throws Exception {
        place = server.port() + "/" + server.newDatabase();
    }

    @Test
    void after_kill_9_every_acknowledged_change_is_there_and_none_is_half_applied() throws Exception {
        new Crash(InDatabase.class, place, directory).happens();
    }

    @Test
    void two_processes_on_one_database_lose_no_update_and_share_no_name() throws Exception {
        StoreBackend store = OPENER.open(place);
        store.apply(Change.builder()
                .create(Samples.root())
                .create(Samples.resource("counter", ROOT, "counter", 14, Map.of("n", 0L)))
                .build());
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingProcess.class.getName(),
                        place,
                        "other")
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "other.log"))
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> store.child(ROOT, "name" + (CountingProcess.NAMES - 1))
                .isPresent());
        int created = CountingProcess.count(store, "this", i -> i);
        assertThat(other.waitFor()).isEqualTo(CountingProcess.NAMES - created);

        Resource counter = store.find(new ResourceId("counter")).orElseThrow();
        assertThat(counter.number("n")).contains(2L * CountingProcess.TIMES);
        assertThat(counter.revision()).isEqualTo(1 + 2L * CountingProcess.TIMES);
        List<Resource> all = store.descendants(ROOT, FilterCriteria.ALL);
        assertThat(all).hasSize(1 + CountingProcess.NAMES);
        assertThat(store.allResources(Optional.empty(), 1_000).subList(1, all.size() + 1))
                .isEqualTo(all);
        assertThat(created).isBetween(1, CountingProcess.NAMES - 1);
        OPENER.close(store);
    }
}
