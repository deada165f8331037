package org.viaduct.shell.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.api.CallQueue;
import org.viaduct.cwmp.api.CwmpClient;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.OpenSession;
import org.viaduct.cwmp.api.OpenSessions;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.shell.MissingServiceException;

class CommandsTest {
    private static final String ID = "00E0FC-HG532-SN1";
    private static final CpeId CPE = CpeId.parse(ID);

    private final FakeConsole console = new FakeConsole();
    private final FakeDevices devices = new FakeDevices().with(ID, "Hua\u001b[31mwei");
    private final FakeQueue queue = new FakeQueue();
    private final FakeServices services =
            new FakeServices().with(Devices.class, devices).with(CallQueue.class, queue);

    @Test
    void devices_are_listed_up_to_the_limit_and_the_rest_is_counted() throws Exception {
        for (int i = 2; i <= 500; i++) {
            devices.with(ID + i, "Acme");
        }
        DevicesCommand command = new DevicesCommand();
        command.limit = 3;

        command.run(services, console);

        assertThat(console.printed()).contains(ID, "497 more: --after ");
        assertThat(console.printed().lines()).hasSize(6);
    }

    @Test
    void devices_are_filtered_in_any_case_and_cannot_steer_the_terminal() throws Exception {
        devices.with("00E0FC-HG532-SN2", "Acme");
        DevicesCommand command = new DevicesCommand();
        command.filter = "HUA";

        command.run(services, console);

        assertThat(console.printed()).contains(ID, "Hua?[31mwei").doesNotContain("SN2", "\u001b");
    }

    @Test
    void a_device_is_shown_without_its_passwords() throws Exception {
        DeviceCommand command = new DeviceCommand();
        command.cpe = ID;

        command.run(services, console);

        assertThat(console.printed())
                .contains("SN1", "viaduct-1", "http://***@10.0.0.1:7547/x", "Nothing waits for this CPE.")
                .doesNotContain("geheim");
    }

    @Test
    void an_unknown_device_is_said_to_be_unknown() {
        DeviceCommand command = new DeviceCommand();
        command.cpe = "A-B-C";

        assertThatThrownBy(() -> command.run(services, console)).hasMessageStartingWith("No CPE A-B-C is known");
    }

    @Test
    void open_sessions_are_listed() throws Exception {
        CwmpSession session = new CwmpSession("1", CPE, "", InetAddress.getByName("10.0.0.9"), Instant.now());
        services.with(
                OpenSessions.class, () -> List.of(new OpenSession(session, Instant.now(), 4, Optional.of("Download"))));

        new SessionsCommand().run(services, console);

        assertThat(console.printed()).contains(ID, "10.0.0.9", "4", "Download");
    }

    @Test
    void a_call_prints_the_values_and_masks_the_secret_ones() throws Exception {
        queue.answering(new CwmpOutcome.Success(new GetParameterValuesResponse(List.of(
                new ParameterValueStruct("Device.Time.Enable", "true", "boolean"),
                new ParameterValueStruct("Device.WiFi.KeyPassphrase", "geheim")))));
        CallCommand command = call("GetParameterValues", "Device.");

        command.run(services, console);

        assertThat(console.printed())
                .contains("Device.Time.Enable", "true", "boolean", "***")
                .doesNotContain("geheim");
        assertThat(queue.only().deadline()).isEqualTo(queue.only().submitted().plus(Duration.ofHours(1)));
    }

    @Test
    void a_fault_fails_the_call_and_names_every_parameter() {
        queue.answering(new CwmpOutcome.Faulted(new CwmpFault(
                9003,
                "Invalid arguments",
                List.of(
                        new SetParameterValuesFault("Device.A", 9007, "too big"),
                        new SetParameterValuesFault("Device.B", 9008, "")))));
        CallCommand command = call("SetParameterValues", "Device.A=7", "Device.B=1");

        assertThatThrownBy(() -> command.run(services, console))
                .isInstanceOf(CommandException.class)
                .hasMessage("The CPE refused SetParameterValues: 9003 Invalid arguments");
        assertThat(console.printed())
                .contains("Device.A", "9007 Invalid parameter value (too big)")
                .contains("Device.B", "9008 Attempt to set a non-writable parameter");
    }

    @Test
    void a_call_need_not_be_waited_for_and_its_answer_is_shown_later() throws Exception {
        CallCommand command = call("Download", "URL=http://a", "Password=?");
        command.noWait = true;
        command.deadline = "7d";
        command.priority = 3;

        command.run(services, console);

        assertThat(console.printed()).contains("queued until 2026-11-30T08:00:00Z", "cwmp:answer call-1");
        assertThat(((Download) queue.only().request()).password()).isEqualTo(FakeConsole.PASSWORD);
        AnswerCommand answer = new AnswerCommand();
        answer.call = "call-1";
        answer.run(services, console);
        assertThat(console.printed()).contains("Outcome: waits", "***").doesNotContain(FakeConsole.PASSWORD);
    }

    @Test
    void ctrl_c_leaves_the_call_queued_and_says_so() {
        CallCommand command = call("Reboot");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> command.run(services, console)).isInstanceOf(InterruptedException.class);

        assertThat(console.told()).contains("stays queued until", "cwmp:cancel call-1");
    }

    @Test
    void a_call_that_cannot_be_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> call("Inform").run(services, console))
                .hasMessageStartingWith(
                        "There is no RPC Inform that a CPE can be asked for, only AddObject, CancelTransfer");
        CallCommand late = call("Reboot");
        late.deadline = "tomorrow";
        assertThatThrownBy(() -> late.run(services, console))
                .hasMessage(
                        "--deadline is tomorrow: a number with s, m, h or d is expected, such as 90s, 30m, 12h or 7d");
        queue.full();
        assertThatThrownBy(() -> call("Reboot").run(services, console))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("100 calls wait for it: cancel some");
    }

    @Test
    void a_waiting_call_is_taken_back_and_an_answered_one_is_not() throws Exception {
        CallCommand reboot = call("Reboot");
        reboot.noWait = true;
        reboot.run(services, console);
        CancelCommand cancel = new CancelCommand();
        cancel.call = "call-1";

        cancel.run(services, console);

        assertThat(console.printed()).contains("Reboot for " + ID + " is taken back.");
        queue.answering(new CwmpOutcome.Success(new RebootResponse()));
        reboot.run(services, console);
        cancel.call = "call-2";
        assertThatThrownBy(() -> cancel.run(services, console))
                .hasMessageStartingWith("It is too late: Reboot was sent");
        cancel.call = "call-9";
        assertThatThrownBy(() -> cancel.run(services, console)).hasMessageStartingWith("There is no call call-9");
    }

    @Test
    void the_queue_shows_what_every_participant_holds_and_what_has_ended() throws Exception {
        services.with("interworking", new WaitingParticipant("cse-in/reboot/1", "Reboot"));
        queue.answering(new CwmpOutcome.Faulted(new CwmpFault(9001, "")));
        queue.submit(CPE, new Download("", "", "http://a", "", "geheim", 0, "", 0, "", ""), 0, Duration.ofHours(1));
        QueueCommand command = new QueueCommand();
        command.cpe = ID;

        command.run(services, console);

        assertThat(console.printed())
                .contains("interworking", "cse-in/reboot/1", "somebody waits for the answer")
                .contains("call-1", "Download", "fault 9001 Request denied")
                .doesNotContain("geheim");
    }

    @Test
    void a_wake_up_that_fails_fails_the_command() throws Exception {
        WakeCommand command = new WakeCommand();
        command.cpe = ID;
        services.with(CwmpClient.class, new FakeClient(Outcome.ACCEPTED, "10.0.0.1:7547 accepted it"));
        command.run(services, console);
        assertThat(console.printed()).contains("Accepted", "10.0.0.1:7547 accepted it");

        services.with(CwmpClient.class, new FakeClient(Outcome.FAILED, "10.0.0.1:7547 refused the connection"));
        assertThatThrownBy(() -> command.run(services, console))
                .hasMessage("The CPE cannot be made to connect: 10.0.0.1:7547 refused the connection");
    }

    @Test
    void a_missing_service_is_named() {
        assertThatThrownBy(() -> new SessionsCommand().run(services, console))
                .isInstanceOf(MissingServiceException.class)
                .hasMessage("The CWMP client is not running: viaduct:why OpenSessions tells why");
    }

    private CallCommand call(String rpc, String... arguments) {
        CallCommand command = new CallCommand();
        command.cpe = ID;
        command.rpc = rpc;
        command.arguments = List.of(arguments);
        return command;
    }
}
