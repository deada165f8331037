package org.viaduct.interworking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.viaduct.interworking.Bench.refusal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.rpc.CancelTransfer;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.interworking.SecureDownload.Command;
import org.viaduct.interworking.SecureDownload.Complete;
import org.viaduct.interworking.SecureDownload.Response;
import org.viaduct.interworking.execution.CommandKey;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.api.Updated;

/** Commands that a vendor's bundle has carried out by RPCs of its own. */
class VendorCommandsTest {

    private static final Map<String, Object> SERVICE = Map.of("service.id", 1L, VendorDevices.OUIS, "00D09E");
    private static final Command VENDOR = new Command("s:");
    private static final UnknownRequest UNREADABLE = new UnknownRequest("X_00D09E_SecureDownloadComplete");
    private static final String PENDING = "PENDING / STATUS_NOT_FINISHED";
    private static final String SUCCEEDED = "FINISHED / STATUS_SUCCESS";

    private final Bench bench = new Bench().withCpe();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_download_is_sent_as_the_vendors_and_ended_by_its_completion() {
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        Resource command = bench.download();
        CompletableFuture<Updated> executed = bench.execute(command);
        DrivenSession session = bench.session();
        SecureDownload sent = (SecureDownload) session.nextCall();
        assertThat(sent.url()).isEqualTo("s:http://fs/fw.bin");
        session.answer(new Response("later"));
        executed.join();
        Resource instance = bench.onlyInstance(command);
        assertThat(bench.state(instance)).isEqualTo(PENDING);

        assertThat(session.receive(new Complete(sent.commandKey(), FaultStruct.NONE)))
                .isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo(SUCCEEDED);
        assertThat(session.receive(new Complete(sent.commandKey(), new FaultStruct(9010, ""))))
                .isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_fault_in_the_vendors_completion_is_mapped() {
        Resource instance = pending();
        bench.session().receive(new Complete(CommandKey.keyOf(instance.id()), new FaultStruct(9010, "no route")));
        assertThat(bench.state(instance)).isEqualTo("FINISHED / STATUS_FILE_TRANSFER_FAILED");
    }

    @Test
    void a_response_may_be_the_end() {
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        Resource command = bench.download();
        bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        session.answer(new Response("done"));
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo(SUCCEEDED);
    }

    @Test
    void other_commands_and_other_cpes_get_the_standard_rpc() {
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        bench.execute(bench.reboot());
        assertThat(bench.session().nextCall()).isInstanceOf(Reboot.class);

        bench.interworking.removeVendorCommand(VENDOR, SERVICE);
        bench.interworking.addVendorCommand(VENDOR, Map.of("service.id", 2L, VendorDevices.OUIS, "ABCDEF"));
        bench.execute(bench.download());
        assertThat(bench.session().nextCall()).isInstanceOf(Download.class);
    }

    @Test
    void the_highest_ranking_carries_a_command_out_and_the_next_when_it_is_gone() {
        Command higher = new Command("h:");
        Map<String, Object> ranked = Map.of("service.id", 2L, VendorDevices.OUIS, "00D09E", "service.ranking", 10);
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        bench.interworking.addVendorCommand(higher, ranked);
        bench.execute(bench.download());
        assertThat(((SecureDownload) bench.session().nextCall()).url()).startsWith("h:");
        bench.interworking.removeVendorCommand(higher, ranked);
        bench.execute(bench.download());
        assertThat(((SecureDownload) bench.session().nextCall()).url()).startsWith("s:");
    }

    @Test
    void a_command_that_the_vendor_refuses_is_answered_6025() {
        bench.interworking.addVendorCommand(new Command("refuse"), SERVICE);
        Resource command = bench.download();
        CompletableFuture<Updated> executed = bench.execute(command);
        assertThat(bench.session().next()).isEmpty();
        assertThat(refusal(executed)).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo("FINISHED / STATUS_INTERNAL_ERROR");
    }

    @Test
    void a_bundle_that_fails_does_not_stop_the_other_commands() {
        bench.interworking.addVendorCommand(new Command("fail"), SERVICE);
        CompletableFuture<Updated> failed = bench.execute(bench.download());
        bench.execute(bench.reboot());
        assertThat(bench.session().nextCall()).isInstanceOf(Reboot.class);
        assertThat(refusal(failed)).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
    }

    @Test
    void an_rpc_that_cannot_carry_its_arguments_is_answered_6025() {
        bench.interworking.addVendorCommand(new Command("x".repeat(64)), SERVICE);
        CompletableFuture<Updated> executed = bench.execute(bench.download());
        assertThat(bench.session().next()).isEmpty();
        assertThat(refusal(executed)).isEqualTo(ResponseStatusCode.MGMT_CONVERSION_ERROR);
    }

    @Test
    void a_completion_that_comes_while_the_bundle_is_away_is_to_be_repeated_and_ends_the_command_then() {
        Resource instance = pending();
        bench.interworking.removeVendorCommand(VENDOR, SERVICE);
        Complete complete = new Complete(CommandKey.keyOf(instance.id()), FaultStruct.NONE);
        DrivenSession session = bench.session();
        assertThat(session.receive(UNREADABLE)).isEqualTo(Reception.REPEAT);
        assertThat(session.receive(complete)).isEqualTo(Reception.REPEAT);
        assertThat(bench.state(instance)).isEqualTo(PENDING);

        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        assertThat(session.receive(complete)).isEqualTo(Reception.TAKEN);
        assertThat(bench.state(instance)).isEqualTo(SUCCEEDED);
        bench.interworking.removeVendorCommand(VENDOR, SERVICE);
        assertThat(session.receive(UNREADABLE)).isEqualTo(Reception.NOT_MINE);
    }

    @Test
    void so_it_is_after_a_restart() {
        Resource instance = pending();
        try (Bench restarted = bench.restarted()) {
            DrivenSession session = restarted.session();
            assertThat(session.receive(UNREADABLE)).isEqualTo(Reception.REPEAT);
            restarted.interworking.addVendorCommand(VENDOR, SERVICE);
            session.receive(new Complete(CommandKey.keyOf(instance.id()), FaultStruct.NONE));
            assertThat(restarted.state(instance)).isEqualTo(SUCCEEDED);
        }
    }

    @Test
    void what_cannot_be_read_concerns_only_the_vendors_cpes_with_a_command_under_way() {
        pending();
        bench.interworking.removeVendorCommand(VENDOR, SERVICE);
        assertThat(bench.session().receive(new UnknownRequest("X_ABCDEF_Hello")))
                .isEqualTo(Reception.NOT_MINE);
        assertThat(bench.session(new CpeId("00D09E", "GW", "2"), "1 BOOT").receive(UNREADABLE))
                .isEqualTo(Reception.NOT_MINE);
    }

    @Test
    void a_response_that_nobody_can_read_accepts_the_command() {
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        Resource command = bench.download();
        bench.execute(command);
        DrivenSession session = bench.session();
        session.nextCall();
        bench.interworking.removeVendorCommand(VENDOR, SERVICE);
        session.answer(new UnknownResponse("X_00D09E_SecureDownloadResponse"));
        assertThat(bench.state(bench.onlyInstance(command))).isEqualTo(PENDING);
    }

    @Test
    void it_is_cancelled_as_any_download_is() {
        Resource instance = pending();
        bench.cancel(instance);
        DrivenSession session = bench.session();
        assertThat(session.nextCall()).isInstanceOf(CancelTransfer.class);
        session.accept();
        assertThat(bench.state(instance)).isEqualTo("CANCELLED / STATUS_SUCCESS");
    }

    private Resource pending() {
        bench.interworking.addVendorCommand(VENDOR, SERVICE);
        Resource command = bench.download();
        bench.executeNonBlocking(command).join();
        DrivenSession session = bench.session();
        session.nextCall();
        session.answer(new Response("later"));
        return bench.onlyInstance(command);
    }
}
