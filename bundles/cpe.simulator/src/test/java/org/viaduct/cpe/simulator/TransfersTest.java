package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.rpc.AllQueuedTransferStruct;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.CancelTransferResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfers;
import org.viaduct.cwmp.rpc.GetAllQueuedTransfersResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.ScheduleDownload;
import org.viaduct.cwmp.rpc.TimeWindowStruct;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.Upload;

class TransfersTest {
    private static final String FIRMWARE = "1 Firmware Upgrade Image";
    private static final String CONFIGURATION = "3 Vendor Configuration File";

    private ScriptedAcs acs;
    private TestFiles files;
    private Fleet fleet;
    private SimulatedCpe cpe;

    @BeforeEach
    void listen() throws IOException {
        acs = new ScriptedAcs();
        files = new TestFiles();
        fleet = Fleet.builder().acs(acs.url()).speed(100).build();
        cpe = fleet.cpe();
    }

    @AfterEach
    void close() {
        fleet.close();
        files.close();
        acs.close();
    }

    private static Download download(String key, String type, String url) {
        return download(key, type, url, "", "", 0, 0);
    }

    private static Download download(
            String key, String type, String url, String user, String password, long size, long delay) {
        return new Download(key, type, url, user, password, size, "", delay, "", "");
    }

    private void runSessions(int number) {
        cpe.start();
        awaitSessions(number);
    }

    private void awaitSessions(int number) {
        await().until(() -> cpe.sessions() >= number && cpe.state() == CpeState.IDLE);
    }

    private int faultOf(Download download) {
        acs.send(download);
        cpe.start();
        await().until(() -> !acs.received(TransferComplete.class).isEmpty());
        awaitSessions(2);
        assertThat(acs.violations()).isEmpty();
        return acs.received(TransferComplete.class).get(0).faultStruct().faultCode();
    }

    @Test
    void a_firmware_image_reboots_into_its_version() {
        acs.send(download("dl-1", FIRMWARE, files.put("firmware-2.0.1.bin", "firmware")));
        runSessions(2);

        assertThat(acs.received(DownloadResponse.class).get(0).status()).isEqualTo(1);
        assertThat(acs.events().get(1))
                .containsExactly("1 BOOT", "4 VALUE CHANGE", "7 TRANSFER COMPLETE", "M Download dl-1");
        assertThat(acs.received(Inform.class).get(1).parameterList())
                .contains(new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", "2.0.1"));
        TransferComplete complete = acs.received(TransferComplete.class).get(0);
        assertThat(complete.commandKey()).isEqualTo("dl-1");
        assertThat(complete.faultStruct().faultCode()).isZero();
        assertThat(cpe.softwareVersion()).isEqualTo("2.0.1");
        assertThat(acs.violations()).isEmpty();
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    void a_configuration_file_does_not_reboot() {
        assertThat(faultOf(download("c", CONFIGURATION, files.put("c.txt", "settings"))))
                .isZero();
        assertThat(acs.events().get(1)).containsExactly("7 TRANSFER COMPLETE", "M Download c");
    }

    @Test
    void credentials_are_used() {
        String url = files.put("private/c.txt", "settings");
        assertThat(faultOf(download("c", CONFIGURATION, url, "user", "secret", 8, 0)))
                .isZero();
    }

    @Test
    void missing_credentials_are_9012() {
        assertThat(faultOf(download("c", CONFIGURATION, files.put("private/c.txt", "x"))))
                .isEqualTo(9012);
    }

    @Test
    void a_closed_port_is_9015() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(faultOf(download("c", CONFIGURATION, "http://127.0.0.1:" + port + "/c")))
                .isEqualTo(9015);
    }

    @Test
    void a_missing_file_is_9016() {
        assertThat(faultOf(download("c", CONFIGURATION, files.url("missing")))).isEqualTo(9016);
    }

    @Test
    void a_truncated_file_is_9017() {
        assertThat(faultOf(download("c", CONFIGURATION, files.url("truncated.bin"))))
                .isEqualTo(9017);
    }

    @Test
    void a_file_larger_than_said_is_9018() {
        String url = files.put("c.txt", "settings");
        assertThat(faultOf(download("c", CONFIGURATION, url, "", "", 7, 0))).isEqualTo(9018);
    }

    @Test
    void an_unsigned_image_is_9019() {
        assertThat(faultOf(download("c", FIRMWARE, files.put("fw.bin", "image: unsigned\n"))))
                .isEqualTo(9019);
        assertThat(cpe.softwareVersion()).isEqualTo("1.0.0");
    }

    @Test
    void a_scripted_completion_fault_transfers_nothing() {
        cpe.script().completionFault("Download", 9010);
        assertThat(faultOf(download("c", FIRMWARE, files.url("missing")))).isEqualTo(9010);
    }

    @Test
    void other_schemes_and_types_are_refused_at_once() {
        acs.send(download("c", CONFIGURATION, "ftp://127.0.0.1/c"), download("c", "99 Nonsense", files.url("c")));
        runSessions(1);

        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9013, 9003);
    }

    @Test
    void a_waiting_transfer_is_shown_and_cancelled_without_completion() {
        acs.send(
                download("wait", CONFIGURATION, files.put("c.txt", "x"), "", "", 0, 3600),
                new GetAllQueuedTransfers(),
                new CancelTransfer("wait"),
                new GetAllQueuedTransfers());
        runSessions(1);

        List<GetAllQueuedTransfersResponse> queued = acs.received(GetAllQueuedTransfersResponse.class);
        assertThat(queued.get(0).transferList())
                .containsExactly(new AllQueuedTransferStruct("wait", 1, true, CONFIGURATION, 0, ""));
        assertThat(queued.get(1).transferList()).isEmpty();
        assertThat(acs.received(CancelTransferResponse.class)).hasSize(1);
        assertThat(acs.violations()).isEmpty();
    }

    @Test
    void a_finished_transfer_cannot_be_cancelled_and_an_unknown_one_need_not_be() {
        assertThat(faultOf(download("done", CONFIGURATION, files.put("c.txt", "x"))))
                .isZero();
        acs.send(new CancelTransfer("done"), new CancelTransfer("never"));
        cpe.informNow();
        awaitSessions(3);

        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9021);
        assertThat(acs.received(CancelTransferResponse.class)).hasSize(1);
    }

    @Test
    void a_transfer_in_progress_can_be_cancelled() {
        cpe.script().completionDelay("Download", Duration.ofSeconds(30));
        acs.send(download("slow", FIRMWARE, files.put("fw-9.9.bin", "x")));
        runSessions(1);
        acs.send(new CancelTransfer("slow"), new GetAllQueuedTransfers());
        cpe.informNow();
        awaitSessions(2);

        assertThat(acs.received(CancelTransferResponse.class)).hasSize(1);
        assertThat(cpe.softwareVersion()).isEqualTo("1.0.0");
    }

    @Test
    void status_zero_is_done_in_the_session() {
        cpe.script().statusZero("Download");
        acs.send(download("now", CONFIGURATION, files.put("c.txt", "x")));
        runSessions(1);

        assertThat(acs.received(DownloadResponse.class).get(0).status()).isZero();
        assertThat(acs.received(TransferComplete.class)).isEmpty();
    }

    @Test
    void a_completion_can_be_delivered_twice() {
        cpe.script().duplicateCompletions(1);
        acs.send(download("twice", CONFIGURATION, files.put("c.txt", "x")));
        runSessions(3);

        assertThat(acs.received(TransferComplete.class))
                .hasSize(2)
                .extracting(TransferComplete::commandKey)
                .containsOnly("twice");
    }

    @Test
    void an_upload_really_sends_a_file() {
        acs.send(new Upload("up", "1 Vendor Configuration File", files.url("private/up.txt"), "user", "secret", 0));
        runSessions(2);

        assertThat(acs.received(TransferComplete.class).get(0).faultStruct().faultCode())
                .isZero();
        assertThat(acs.events().get(1)).containsExactly("7 TRANSFER COMPLETE", "M Upload up");
        assertThat(files.uploads().get("/private/up.txt")).contains("Device.DeviceInfo.SerialNumber=SIM000001");
    }

    @Test
    void a_scheduled_download_runs_in_its_window() {
        acs.send(new ScheduleDownload(
                "sd",
                CONFIGURATION,
                files.put("c.txt", "x"),
                "",
                "",
                0,
                "",
                List.of(new TimeWindowStruct(10, 1000, "1 At Any Time", "", 0))));
        runSessions(2);

        assertThat(acs.events().get(1)).containsExactly("7 TRANSFER COMPLETE", "M ScheduleDownload sd");
    }
}
