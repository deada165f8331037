package org.viaduct.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.contract.Samples;

class EmbeddedStoreCrashTest {

    private static final int KILLS = 3;
    private static final int CHANGES_BEFORE_A_KILL = 1_000;

    @TempDir
    Path directory;

    @Test
    void after_kill_9_every_acknowledged_change_is_there_and_none_is_half_applied() throws Exception {
        EmbeddedStore empty = new EmbeddedStore(directory, 16);
        empty.apply(Change.builder()
                .create(new Resource(
                        Samples.ROOT, Optional.empty(), "cse-in", 5, Map.of("ct", Timestamp.format(Samples.START)), 0))
                .build());
        empty.stop();

        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(runAndKill("k" + kill));
            check(acknowledged);
        }
    }

    private List<String> runAndKill(String run) throws Exception {
        List<String> lines = new ArrayList<>();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        directory.toString(),
                        run)
                .redirectError(new File(directory.toFile(), run + ".err"))
                .start();
        try (BufferedReader output = process.inputReader()) {
            String line;
            while ((line = output.readLine()) != null) {
                lines.add(line);
                if (lines.size() == CHANGES_BEFORE_A_KILL) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            assertThat(lines).hasSizeGreaterThanOrEqualTo(CHANGES_BEFORE_A_KILL);
        }
        process.waitFor();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(CHANGES_BEFORE_A_KILL);
        // The last line may be cut short by the kill.
        return lines.subList(0, lines.size() - 1);
    }

    private void check(Set<String> acknowledged) {
        EmbeddedStore store = new EmbeddedStore(directory, 16);
        Set<String> entries = new HashSet<>();
        List<Entry> page = List.of();
        do {
            page = store.entries(
                    "run", page.isEmpty() ? "" : page.get(page.size() - 1).key(), 500);
            page.forEach(entry -> entries.add(entry.key()));
        } while (!page.isEmpty());
        assertThat(entries).containsAll(acknowledged);

        List<Resource> resources = store.descendants(Samples.ROOT, FilterCriteria.ALL);
        Set<String> found =
                resources.stream().map(resource -> resource.id().value()).collect(Collectors.toSet());
        assertThat(resources).hasSize(found.size());
        Set<String> expected = new HashSet<>();
        entries.forEach(number -> {
            expected.add("p" + number);
            expected.add("c" + number);
        });
        assertThat(found).isEqualTo(expected);
        entries.forEach(number -> {
            assertThat(store.find(new ResourceId("c" + number))).isPresent();
            assertThat(store.child(new ResourceId("p" + number), "child")).isPresent();
        });
        store.stop();
    }
}
