package org.viaduct.itests;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The distribution, or a stock Karaf, unpacked in a directory of its own, and run as a user runs it. */
public final class KarafProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Ports ports = Ports.free();
    private Process process;
    private String heap = "1g";
    private List<String> surroundings = List.of();
    private List<String> credentials = List.of();

    /** @param directory of the distribution; replaced when it exists */
    public KarafProcess(Path directory) throws IOException, InterruptedException {
        this(directory, System.getProperty("viaduct.archive"));
        set("org.viaduct.http.listener-onem2m.cfg", "port", ports.onem2m());
        set("org.viaduct.http.listener-cwmp.cfg", "port", ports.cwmp());
        set("org.viaduct.http.listener-files.cfg", "port", ports.files());
        set("org.viaduct.files.cfg", "url", "http://127.0.0.1:" + ports.files() + "/");
    }

    /**
     * @param directory of the installation; replaced when it exists
     * @param archive the tar.gz of a Karaf
     */
    KarafProcess(Path directory, String archive) throws IOException, InterruptedException {
        home = directory.toAbsolutePath();
        delete(home);
        Files.createDirectories(home);
        Process tar = new ProcessBuilder("tar", "-xzf", archive, "--strip-components=1", "-C", home.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("cannot unpack " + archive);
        }
        set("org.apache.karaf.shell.cfg", "sshPort", ports.ssh());
    }

    public Ports ports() {
        return ports;
    }

    public Onem2m onem2m() {
        return new Onem2m(ports.onem2m());
    }

    /** Gives it a heap other than the one it is shipped with, from the next start on. */
    KarafProcess heap(String most) {
        heap = most;
        return this;
    }

    /** Begins its command with this one, which becomes it, from the next start on. */
    void within(List<String> command) {
        surroundings = command;
    }

    long pid() {
        return process.pid();
    }

    /** Has it be something else than the whole product, from the first start on. */
    void boot(String... instead) throws IOException {
        Path features = etc().resolve("org.apache.karaf.features.cfg");
        Files.writeString(
                features,
                Files.readString(features).replaceFirst("(?m)^    viaduct/[^,]*", "    " + String.join(", ", instead)));
    }

    /** Starts it and returns when the CSE answers. */
    public void start() throws IOException {
        launch();
        awaitCse();
    }

    /** Starts it. */
    void launch() throws IOException {
        File console = home.resolve("console.log").toFile();
        List<String> command = new ArrayList<>(surroundings);
        command.addAll(List.of(home.resolve("bin/karaf").toString(), "server"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console));
        // The script becomes the server, so that what is killed is the server.
        builder.environment().put("KARAF_EXEC", "exec");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_MAX_MEM", heap);
        process = builder.start();
    }

    /** Returns when the CSE answers. */
    void awaitCse() throws IOException {
        awaitThat(() -> onem2m().retrieve("cse-in").rsc() == 2000);
    }

    /** Returns when it is up. */
    void awaitThat(Callable<Boolean> up) throws IOException {
        Path console = home.resolve("console.log");
        try {
            await().atMost(PATIENCE).ignoreExceptions().until(up);
        } catch (ConditionTimeoutException silent) {
            dumpThreads(console);
            throw new IOException(
                    "The server does not answer within " + PATIENCE.toSeconds() + " s: see " + console
                            + ", which ends with its threads, and " + home.resolve("data/log/karaf.log"),
                    silent);
        }
    }

    /** Has the server write its threads to the console, unless it has ended. */
    private void dumpThreads(Path console) throws IOException {
        if (!process.isAlive()) {
            return;
        }
        new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.readString(console).contains("Full thread dump"));
    }

    /** {@code kill -9}: nothing is flushed, nothing says goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** Writes a file for its owner only. */
    void secret(String file, String content) throws IOException {
        Files.writeString(home.resolve(file), content + "\n");
        Files.setPosixFilePermissions(home.resolve(file), PosixFilePermissions.fromString("rw-------"));
    }

    /** Lets a user log in on the console, who may do everything there. */
    void admit(String user, String password) throws IOException {
        set("users.properties", user, password + ",_g_:operators");
        set("users.properties", "_g_\\:operators", "group,admin,manager,viewer,systembundles,ssh");
        credentials = List.of("-u", user, "-p", password);
    }

    /** What a command prints on the console. */
    String client(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(home.resolve("bin/client").toString(), "-h", "127.0.0.1", "-a", String.valueOf(ports.ssh())));
        line.addAll(credentials);
        line.add(command);
        Path printed = home.resolve("client.log");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Its input stays open: at the end of that it would leave without an answer.
        Process client = builder.start();
        if (!client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            client.destroyForcibly();
            throw new IOException("The console does not answer to " + command);
        }
        return Files.readString(printed);
    }

    Path home() {
        return home;
    }

    Path log() {
        return home.resolve("data/log/karaf.log");
    }

    /** The log with what was rolled over. */
    List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(log().getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("karaf.log"))
                    .toList();
        }
    }

    /** Where its settings are. */
    Path etc() {
        return home.resolve("etc");
    }

    /** Adds a setting. */
    void set(String file, String key, Object value) throws IOException {
        Files.writeString(
                home.resolve("etc").resolve(file),
                "\n" + key + " = " + value + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
