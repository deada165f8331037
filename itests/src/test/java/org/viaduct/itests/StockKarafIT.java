package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** Features on an unmodified Apache Karaf without a network, from a Maven repository and from the KAR. */
public class StockKarafIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path KAR = Path.of(System.getProperty("viaduct.kar"));
    private static final String FEATURES =
            "mvn:org.viaduct/features/" + System.getProperty("viaduct.version") + "/xml/features";

    private static StockKaraf karaf;

    @BeforeClass
    public static void a_stock_karaf_that_knows_the_features() throws Exception {
        karaf = new StockKaraf(Path.of("target", "stock"));
        karaf.repository(repository());
        karaf.start();
        karaf.console("feature:repo-add " + FEATURES);
    }

    /** A Maven repository with what this build made: what the KAR consists of. */
    private static Path repository() throws IOException {
        Path directory = Path.of("target", "stock-repository");
        try (ZipFile kar = new ZipFile(KAR.toFile())) {
            for (ZipEntry entry : Collections.list(kar.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith("repository/")) {
                    Path file = directory.resolve(entry.getName().substring("repository/".length()));
                    Files.createDirectories(file.getParent());
                    Files.copy(kar.getInputStream(entry), file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return directory;
    }

    @AfterClass
    public static void it_goes() throws Exception {
        karaf.close();
    }

    @Test
    public void the_whole_executes_a_reboot() throws Exception {
        try (Installed whole = new Installed("viaduct")) {
            assertThat(whole.bundles()).contains("org.viaduct.store.embedded");
            executesAReboot(karaf);
        }
    }

    @Test
    public void the_kar_is_all_that_a_machine_without_a_repository_needs() throws Exception {
        try (StockKaraf alone = new StockKaraf(Path.of("target", "stock-kar"))) {
            alone.deploy(KAR);
            alone.start();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> alone.console("feature:list"), printed -> printed.contains("viaduct-onem2m"));
            alone.console("feature:install viaduct");
            executesAReboot(alone);
        }
    }

    private static void executesAReboot(StockKaraf karaf) throws IOException {
        karaf.awaitCse();
        try (Fleet fleet = karaf.cpe("WHOLE")) {
            SimulatedCpe cpe = fleet.cpe();
            Answer created = karaf.onem2m()
                    .createCommand(
                            "reboot",
                            CmdType.REBOOT.value(),
                            "cse-in/" + cpe.id().value(),
                            "");
            assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);

            Answer executed = karaf.onem2m().execute("cse-in/reboot");

            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            JsonNode instance = karaf.onem2m().retrieve(executed.execInstance()).resource();
            assertThat(instance.path("exs").asInt()).isEqualTo(ExecStatus.FINISHED.value());
            assertThat(instance.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
            assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
            assertThat(karaf.etc().resolve("org.viaduct.interworking.cfg")).exists();
        }
    }

    @Test
    public void the_cse_serves_without_cwmp() throws Exception {
        try (Installed cse = new Installed("viaduct-onem2m")) {
            karaf.awaitCse();
            Answer group = karaf.onem2m().create("cse-in", 9, "{\"m2m:grp\":{\"rn\":\"alone\",\"mnm\":1,\"mid\":[]}}");
            assertThat(group.rsc()).describedAs(group.toString()).isEqualTo(2001);
            assertThat(cse.bundles()).doesNotContain("org.viaduct.cwmp");
        }
    }

    @Test
    public void the_acs_calls_rpcs_without_a_cse() throws Exception {
        try (Installed acs = new Installed("viaduct-cwmp-client viaduct-shell");
                Fleet fleet = karaf.cpe("ACS");
                ServedFile file = new ServedFile()) {
            SimulatedCpe cpe = fleet.cpe();
            String call = "cwmp:call --deadline 60s " + cpe.id();
            assertThat(karaf.console(
                            "cwmp:devices", call + " Download FileType=3 URL=" + file.url() + " CommandKey=alone"))
                    .contains(cpe.id().value(), "TransferComplete will tell");
            // What nobody knows is answered too, so that the CPE is free for the next.
            await().atMost(PATIENCE).until(() -> hasCompleted(cpe) && cpe.state() == CpeState.IDLE);
            karaf.console(call + " Reboot CommandKey=alone");
            assertThat(cpe.received()).filteredOn(Reboot.class::isInstance).hasSize(1);
            assertThat(cpe.failedSessions()).isZero();
            assertThat(acs.bundles()).doesNotContain("onem2m.cse", "interworking");
        }
    }

    private static boolean hasCompleted(SimulatedCpe cpe) {
        return cpe.informs().stream().flatMap(inform -> inform.event().stream()).anyMatch(event -> event.eventCode()
                .equals("7 TRANSFER COMPLETE"));
    }

    @Test
    public void the_console_alone_says_what_is_missing_and_what_would_bring_it() throws Exception {
        try (Installed shell = new Installed("viaduct-shell")) {
            assertThat(shell.bundles()).contains("org.viaduct.shell");
            assertThat(karaf.console("viaduct:why", "viaduct:why Devices", "cwmp:devices"))
                    .contains(
                            "Nothing is missing.",
                            "org.viaduct.cwmp.devices would provide it, and is not installed: feature:install viaduct-cwmp-client",
                            "viaduct:why Devices tells why");
        }
    }

    /** One after the other in one command line: each line costs the start of a Java. */
    @Test
    public void libraries_backends_halves_and_what_is_for_tests_need_no_more() throws Exception {
        List<Alone> each = List.of(
                new Alone("viaduct-onem2m-model", "service:list org.viaduct.onem2m.type.ResourceType", "m2m:mgc"),
                new Alone("viaduct-cwmp-model", "package:exports", "org.viaduct.cwmp.codec"),
                new Alone("viaduct-cwmp-api", "package:exports", "org.viaduct.cwmp.spi"),
                new Alone("viaduct-store-embedded", BACKENDS, "viaduct.store = embedded"),
                new Alone("viaduct-store-volatile", BACKENDS, "viaduct.store = volatile"),
                // This one waits for the settings of a database.
                new Alone("viaduct-store-postgresql", BUNDLES, "org.viaduct.store.postgresql"),
                new Alone("viaduct-vendor-sample", "service:list org.viaduct.cwmp.spi.VendorRpc", "sample.vendor"),
                new Alone("viaduct-simulator", "package:exports", "org.viaduct.cpe.simulator"),
                new Alone("viaduct-gateway", "service:list org.viaduct.remote.GatewayResource", "remote.gateway"),
                new Alone(
                        "viaduct-core",
                        "service:list org.viaduct.remote.CoreResource",
                        "remote.core",
                        // For its gateway.
                        "org.viaduct.remote.core"));

        String printed = karaf.console(each.stream().map(Alone::commands).toArray(String[]::new));

        String[] outputs = printed.split(Alone.END);
        for (int i = 0; i < each.size(); i++) {
            assertThat(outputs).describedAs(printed).hasSizeGreaterThan(i);
            each.get(i).verify(outputs[i]);
        }
    }

    private static final String BUNDLES = "bundle:list -t 0 -s --no-format";
    private static final String BACKENDS = "service:list org.viaduct.store.StoreBackend";

    private static Stream<String> ours(String printed) {
        return printed.lines().filter(line -> line.matches("\\d+\\s.*org\\.viaduct\\..*"));
    }

    /**
     * A feature, a command to run while it is all that is installed, and what that prints.
     *
     * @param waiting the bundle that waits for something that is not in the feature; may be empty
     */
    private record Alone(String feature, String command, String expected, String waiting) {

        Alone(String feature, String command, String expected) {
            this(feature, command, expected, "");
        }

        static final String END = "= this one is gone =";
        private static final String GOING = "= this one goes =";

        String commands() {
            return String.join(
                    " ; ",
                    "feature:install " + feature,
                    BUNDLES,
                    command,
                    "shell:echo \"" + GOING + "\"",
                    "feature:uninstall " + feature,
                    BUNDLES,
                    "shell:echo \"" + END + "\"");
        }

        void verify(String printed) {
            String[] parts = printed.split(GOING);
            assertThat(parts).describedAs(printed).hasSize(2);
            assertThat(ours(parts[0]).toList())
                    .describedAs(feature)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("Active")
                            || !waiting.isEmpty() && line.contains("Waiting") && line.endsWith(waiting));
            assertThat(parts[0]).describedAs(feature).contains(expected);
            assertThat(ours(parts[1]).toList()).describedAs("after " + feature).isEmpty();
        }
    }

    /** Features that are installed now, and gone when closed. */
    private static final class Installed implements AutoCloseable {

        private final String features;
        private final String printed;

        Installed(String features) throws IOException, InterruptedException {
            this.features = features;
            printed = karaf.console("feature:install " + features, BUNDLES);
            assertThat(ours(printed).toList())
                    .describedAs(printed)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("Active"));
        }

        /** What of ours is installed, by symbolic names. */
        String bundles() {
            return ours(printed).collect(Collectors.joining("\n"));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            String left = karaf.console("feature:uninstall " + features, BUNDLES);
            assertThat(left).contains("org.apache.karaf");
            assertThat(ours(left).toList()).isEmpty();
        }
    }
}
