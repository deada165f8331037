package org.viaduct.sample.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.Arguments;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand.Progress;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.onem2m.CmdType;

class SecureDownloadsTest {

    private static final CpeId CPE = new CpeId("00D09E", "SecureCPE", "1");
    private static final String SHA256 = "ab".repeat(32);
    private static final SecureDownload SECURED =
            new SecureDownload("key", "1 Firmware Upgrade Image", "http://files/fw.bin", "joe", "hush", SHA256);

    private final SecureDownloads vendor = new SecureDownloads();

    @Test
    void a_download_becomes_a_secure_one_with_the_checksum_behind_its_url() {
        Optional<CwmpRequest> request = vendor.request(order("http://files/fw.bin#sha256=" + SHA256));
        assertThat(request).hasValue(SECURED);
        assertThat(Arguments.violation(SECURED)).isEmpty();
    }

    @Test
    void a_download_without_checksum_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> vendor.request(order("http://files/fw.bin")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("append #sha256=… to the URL.");
    }

    @Test
    void other_commands_stay_as_they_are() {
        assertThat(vendor.request(new CommandOrder(CPE, CmdType.REBOOT, "key", new Reboot("key"))))
                .isEmpty();
    }

    @Test
    void the_response_accepts_and_the_completion_ends() {
        FaultStruct fault = new FaultStruct(9801, "");
        assertThat(vendor.progress(new SecureDownloadResponse(1))).hasValue(Progress.ACCEPTED);
        assertThat(vendor.end(new SecureDownloadComplete("key", fault))).hasValue(new CommandEnd("key", fault));
    }

    @Test
    void the_device_reads_what_is_written_and_answers_it() throws Exception {
        VendorRpcs rpcs = new VendorRpcs();
        rpcs.put(new SecureDownloadRpc(), Map.of("service.id", 1L));
        rpcs.put(new SecureDownloadCompleteMethod(), Map.of("service.id", 2L));
        byte[] xml = new CwmpWriter().write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", SECURED));
        CwmpMessage read = new CwmpReader(Limits.DEFAULT, rpcs)
                .read(new ByteArrayInputStream(xml))
                .body();
        assertThat(read).isEqualTo(SECURED);

        SecureCpe device = new SecureCpe();
        try (Fleet fleet = Fleet.builder().vendor(device).build()) {
            assertThat(device.answer(fleet.cpe().vendorSide(), (SecureDownload) read))
                    .isEqualTo(new SecureDownloadResponse(1));
        }
    }

    private static CommandOrder order(String url) {
        return new CommandOrder(
                CPE,
                CmdType.DOWNLOAD,
                "key",
                new Download("key", "1 Firmware Upgrade Image", url, "joe", "hush", 0, "", 0, "", ""));
    }
}
