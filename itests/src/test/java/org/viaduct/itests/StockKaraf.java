package org.viaduct.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;

/** An unmodified Apache Karaf as a process, which knows no Maven repository but those it is given, and no network. */
final class StockKaraf implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SETTINGS_OF_MVN = "org.ops4j.pax.url.mvn.cfg";

    private final KarafProcess process;
    private final Ports ports;

    /** Unpacks it, with free ports in the place of those that it and the listeners would have. */
    StockKaraf(Path directory) throws IOException, InterruptedException {
        process = new KarafProcess(directory, System.getProperty("karaf.archive"));
        ports = process.ports();
        Ports management = Ports.free();
        process.set("org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1");
        process.set("org.apache.karaf.management.cfg", "rmiRegistryPort", management.onem2m());
        process.set("org.apache.karaf.management.cfg", "rmiServerPort", management.cwmp());
        process.set(SETTINGS_OF_MVN, "org.ops4j.pax.url.mvn.repositories", "");
        process.set(
                SETTINGS_OF_MVN,
                "org.ops4j.pax.url.mvn.localRepository",
                process.home().resolve("no-repository"));
        process.admit("karaf", "karaf");
        listener("onem2m", ports.onem2m());
        listener("cwmp", ports.cwmp());
        listener("files", ports.files());
        listener("remote", ports.remote());
        settings("files", "org.viaduct.files.cfg");
        process.set("org.viaduct.files.cfg", "url", "http://127.0.0.1:" + ports.files() + "/");
    }

    private void listener(String name, int port) throws IOException {
        String file = "org.viaduct.http.listener-" + name + ".cfg";
        settings("http.listener", file);
        process.set(file, "port", port);
    }

    private void settings(String bundle, String file) throws IOException {
        Files.copy(
                Path.of(System.getProperty("viaduct.basedir"), "bundles", bundle, "src/main/etc", file),
                process.etc().resolve(file));
    }

    /** Lets it look artifacts up in a directory. */
    void repository(Path directory) throws IOException {
        process.set(
                SETTINGS_OF_MVN,
                "org.ops4j.pax.url.mvn.repositories",
                directory.toAbsolutePath().toUri() + "@id=viaduct@snapshots");
    }

    /** Puts a file into its deploy folder. */
    void deploy(Path file) throws IOException {
        Files.copy(file, process.home().resolve("deploy").resolve(file.getFileName()));
    }

    /** Starts it and returns when its console answers. */
    void start() throws IOException {
        process.launch();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> console("feature:list -i"), printed -> printed.contains("deployer"));
    }

    /** What commands print on its console. */
    String console(String... commands) throws IOException, InterruptedException {
        return process.client(String.join(" ; ", commands));
    }

    Onem2m onem2m() {
        return process.onem2m();
    }

    void awaitCse() throws IOException {
        process.awaitCse();
    }

    Path etc() {
        return process.etc();
    }

    /** A simulated CPE that has had its first session here; who asked for it closes it. */
    Fleet cpe(String serialPrefix) throws IOException {
        Fleet fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + ports.cwmp() + "/"))
                .serialPrefix(serialPrefix)
                .speed(20)
                .start();
        SimulatedCpe cpe = fleet.cpe();
        await().atMost(PATIENCE).until(() -> cpe.sessions() > 0 && cpe.state() == CpeState.IDLE);
        return fleet;
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
