package org.viaduct.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.store.Change;
import org.viaduct.store.Entry;
import org.viaduct.store.StoreBackend;

/** A process that is killed with {@code kill -9} while it writes to a durable backend. */
public final class Crash {

    private static final int KILLS = 3;
    private static final int CHANGES_BEFORE_A_KILL = 500;

    private final Class<? extends Opener> openerClass;
    private final Opener opener;
    private final String place;
    private final Path logs;

    /**
     * @param place of an empty store
     * @param logs a directory for what the processes say
     */
    public Crash(Class<? extends Opener> opener, String place, Path logs) throws ReflectiveOperationException {
        openerClass = opener;
        this.opener = opener(opener.getName());
        this.place = place;
        this.logs = logs;
    }

    static Opener opener(String className) throws ReflectiveOperationException {
        Constructor<? extends Opener> constructor =
                Class.forName(className).asSubclass(Opener.class).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** After each kill every acknowledged change is there, and none is half applied. */
    public void happens() throws Exception {
        StoreBackend empty = opener.open(place);
        empty.apply(Change.builder().create(Samples.root()).build());
        opener.close(empty);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(runAndKill("k" + kill));
            StoreBackend store = opener.open(place);
            check(store, acknowledged);
            opener.close(store);
        }
    }

    private List<String> runAndKill(String run) throws Exception {
        List<String> lines = new ArrayList<>();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        openerClass.getName(),
                        place,
                        run)
                .redirectError(new File(logs.toFile(), run + ".err"))
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

    private static void check(StoreBackend store, Set<String> acknowledged) {
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
    }
}
