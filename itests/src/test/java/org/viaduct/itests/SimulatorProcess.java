package org.viaduct.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.cpe.simulator.cli.Simulate;

/** Simulated CPEs in a process of their own, as its command line starts them; what they did is in what it prints. */
final class SimulatorProcess implements AutoCloseable {

    private final Path printed;
    private final Process process;

    /** @param printed the file for what it prints */
    SimulatorProcess(Path printed, int acsPort, String serialPrefix, int count) throws IOException {
        this.printed = printed;
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Simulate.class.getName()));
        line.addAll(List.of("--acs", "http://127.0.0.1:" + acsPort + "/", "--lenient"));
        line.addAll(List.of("--serial-prefix", serialPrefix, "--count", String.valueOf(count)));
        process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    /** How often each CPE was given an RPC, by its serial number; those that never were are left out. */
    Map<String, Long> received(String rpc) throws IOException {
        try (Stream<String> lines = Files.lines(printed)) {
            return lines.filter(line -> line.contains(" ← " + rpc + "("))
                    .collect(
                            Collectors.groupingBy(line -> line.substring(0, line.indexOf(' ')), Collectors.counting()));
        }
    }

    /** In what the ACS broke the protocol. */
    List<String> violations() throws IOException {
        try (Stream<String> lines = Files.lines(printed)) {
            return lines.filter(line -> line.contains(" ! ")).toList();
        }
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(30)).until(() -> process.waitFor(1, TimeUnit.SECONDS));
    }
}
