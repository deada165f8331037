package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.itests.SecureCpe.SecureDownload;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** The sample of a vendor bundle, installed, outranked, updated and removed while its CPEs are served. */
public class VendorBundleIT extends ContainerTest {

    private static final String FOLDER = "sample.vendor";
    private static final String SHA256 = "#sha256=" + "ab".repeat(32);
    private static final String WRONG_SHA256 = "#sha256=" + "00".repeat(32);

    private Bundle installed;

    @After
    public void the_sample_goes() throws Exception {
        if (installed != null && installed.getState() != Bundle.UNINSTALLED) {
            installed.uninstall();
        }
    }

    @Test
    public void it_takes_over_when_it_is_installed_and_gives_back_when_it_is_removed() throws Exception {
        SimulatedCpe cpe = secureCpe("VENDORIN");
        try (ServedFile file = new ServedFile()) {
            command("vendor-in", cpe, file.url());
            command("vendor-sealed", cpe, file.url() + SHA256);

            assertThat(succeeds("vendor-in", cpe)).isInstanceOf(Download.class);

            install("0.1.1");
            assertThat(succeeds("vendor-sealed", cpe)).isInstanceOf(SecureDownload.class);
            Answer refused = onem2m.execute("cse-in/vendor-in");
            assertThat(refused.rsc()).describedAs(refused.toString()).isEqualTo(6025);

            installed.update(Rebadged.jar(FOLDER, "0.1.2"));
            assertThat(succeeds("vendor-sealed", cpe)).isInstanceOf(SecureDownload.class);

            installed.uninstall();
            assertThat(succeeds("vendor-in", cpe)).isInstanceOf(Download.class);
            assertThat(cpe.violations()).isEmpty();
        }
    }

    @Test
    public void its_fault_codes_have_their_results() throws Exception {
        SimulatedCpe cpe = secureCpe("VENDORFAULT");
        install("0.1.1");
        try (ServedFile file = new ServedFile()) {
            command("vendor-fault", cpe, file.url() + WRONG_SHA256);
            Answer executed = onem2m.execute("cse-in/vendor-fault");
            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
            assertThat(result(executed)).isEqualTo(ExecResult.STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED.value());
        }
    }

    @Test
    public void a_higher_ranking_one_is_asked_first_while_it_is_there() throws Exception {
        SimulatedCpe cpe = secureCpe("VENDORRANK");
        install("0.1.1");
        Hashtable<String, Object> higher = new Hashtable<>();
        higher.put(VendorDevices.OUIS, "00D09E");
        higher.put(VendorDevices.PRODUCT_CLASSES, "SecureCPE");
        higher.put("service.ranking", 10);
        try (ServedFile file = new ServedFile()) {
            command("vendor-rank", cpe, file.url() + SHA256);
            ServiceRegistration<VendorCommand> outranking =
                    context.registerService(VendorCommand.class, new AsTheStandardHasIt(), higher);
            try {
                assertThat(succeeds("vendor-rank", cpe)).isInstanceOf(Download.class);
            } finally {
                outranking.unregister();
            }
            assertThat(succeeds("vendor-rank", cpe)).isInstanceOf(SecureDownload.class);
        }
    }

    @Test
    public void a_completion_waits_for_the_bundle_that_can_read_it() throws Exception {
        SimulatedCpe cpe = secureCpe("VENDORAWAY");
        cpe.script().completionDelay("Download", Duration.ofSeconds(1));
        install("0.1.1");
        try (ServedFile file = new ServedFile()) {
            command("vendor-away", cpe, file.url() + SHA256);
            Answer executed = onem2m.execute("cse-in/vendor-away");
            assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);

            installed.uninstall();
            int failed = cpe.failedSessions();
            await().atMost(PATIENCE).until(() -> cpe.failedSessions() > failed);
            assertThat(onem2m.retrieve(executed.execInstance())
                            .resource()
                            .path("exs")
                            .asInt())
                    .isEqualTo(ExecStatus.PENDING.value());

            install("0.1.1");
            assertThat(result(executed)).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        }
    }

    private SimulatedCpe secureCpe(String serialPrefix) throws IOException {
        return cpe(serialPrefix, builder -> builder.productClass("SecureCPE").vendor(new SecureCpe()));
    }

    private void install(String version) throws Exception {
        installed = context.installBundle("sample:" + System.nanoTime(), Rebadged.jar(FOLDER, version));
        installed.start();
    }

    private void command(String name, SimulatedCpe cpe, String url) throws IOException {
        Answer created = onem2m.createCommand(
                name,
                CmdType.DOWNLOAD.value(),
                node(cpe),
                "{\"dld\":[{\"ftyp\":\"3 Vendor Configuration File\",\"url\":\"" + url + "\"}]}");
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    /** The RPC by which it succeeded. */
    private CwmpMessage succeeds(String command, SimulatedCpe cpe) throws IOException {
        Answer executed = onem2m.execute("cse-in/" + command);
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        assertThat(result(executed)).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        return cpe.received().stream()
                .filter(request -> request.name().endsWith("Download"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private int result(Answer executed) {
        return instance(executed.execInstance(), ExecStatus.FINISHED)
                .path("exr")
                .asInt();
    }

    /** Sends what the standard has, without the checksum. */
    private static final class AsTheStandardHasIt implements VendorCommand {

        @Override
        public Optional<CwmpRequest> request(CommandOrder order) {
            Download standard = (Download) order.standard();
            String url = standard.url().substring(0, standard.url().indexOf('#'));
            return Optional.of(new Download(order.commandKey(), standard.fileType(), url, "", "", 0, "", 0, "", ""));
        }

        @Override
        public Optional<Progress> progress(CwmpResponse response) {
            return Optional.empty();
        }

        @Override
        public Optional<CommandEnd> end(CwmpRequest request) {
            return Optional.empty();
        }
    }
}
