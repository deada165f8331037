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

    @Test
    public void each_backend_is_there_for_whoever_wants_a_store() throws Exception {
        for (String backend : List.of("embedded", "volatile")) {
            try (Installed alone =
                    new Installed("viaduct-store-" + backend, "service:list org.viaduct.store.StoreBackend")) {
                assertThat(alone.printed()).contains("viaduct.store = " + backend);
            }
        }
        // This one waits for the settings of a database.
        try (Installed alone = new Installed("viaduct-store-postgresql")) {
            assertThat(alone.bundles()).contains("org.viaduct.store.postgresql");
        }
    }

    @Test
    public void the_models_are_libraries() throws Exception {
        try (Installed model =
                new Installed("viaduct-onem2m-model", "service:list org.viaduct.onem2m.type.ResourceType")) {
            assertThat(model.printed()).contains("m2m:mgc");
        }
        try (Installed codec = new Installed("viaduct-cwmp-model", "package:exports")) {
            assertThat(codec.printed()).contains("org.viaduct.cwmp.codec");
        }
        try (Installed contracts = new Installed("viaduct-cwmp-api", "package:exports")) {
            assertThat(contracts.printed()).contains("org.viaduct.cwmp.spi");
        }
    }

    @Test
    public void the_vendor_sample_needs_no_more() throws Exception {
        try (Installed sample = new Installed("viaduct-vendor-sample", "service:list org.viaduct.cwmp.spi.VendorRpc")) {
            assertThat(sample.printed()).contains("org.viaduct.cwmp.spi.VendorRpc", "sample.vendor");
        }
    }

    @Test
    public void the_simulated_cpes_need_no_more() throws Exception {
        try (Installed simulator = new Installed("viaduct-simulator", "package:exports")) {
            assertThat(simulator.printed()).contains("org.viaduct.cpe.simulator");
        }
    }

    /** Features that are installed now, and gone when closed. Each command line costs the start of a Java. */
    private static final class Installed implements AutoCloseable {

        private static final String BUNDLES = "bundle:list -t 0 -s --no-format";

        private final String features;
        private final String printed;

        Installed(String features, String... commands) throws IOException, InterruptedException {
            this.features = features;
            printed = karaf.console("feature:install " + features, BUNDLES, String.join(" ; ", commands));
            assertThat(ours().toList()).describedAs(printed).isNotEmpty().allMatch(line -> line.contains("Active"));
        }

        String printed() {
            return printed;
        }

        /** The symbolic names of what of ours is installed. */
        String bundles() {
            return ours().collect(Collectors.joining("\n"));
        }

        private Stream<String> ours() {
            return printed.lines().filter(line -> line.matches("\\d+\\s.*org\\.viaduct\\..*"));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            assertThat(karaf.console("feature:uninstall " + features, BUNDLES))
                    .contains("org.apache.karaf")
                    .doesNotContain("org.viaduct.");
        }
    }
}
