package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.store.ConflictException;
import org.viaduct.testkit.ErrorStream;

/** Finer points of TR-069: HoldRequests, fault 8005, what an envelope may hold. */
class ProtocolTest {

    private static final String REBOOTED = "<cwmp:RebootResponse/>";

    private AcsServer acs;
    private RecordingParticipant participant;
    private ScriptedCpe cpe;

    @BeforeEach
    void start() {
        start(AcsServer.LIMITS);
    }

    private void start(SessionLimits limits) {
        acs = new AcsServer(limits, Duration.ofSeconds(5));
        participant = acs.with(new RecordingParticipant("", 1));
        cpe = acs.cpe("1");
    }

    @AfterEach
    void stop() throws Exception {
        acs.close();
    }

    private static boolean holds(Answer answer) {
        return answer.body().contains("<cwmp:HoldRequests soap-env:mustUnderstand=\"1\">1</cwmp:HoldRequests>");
    }

    @Test
    void a_cpe_that_goes_on_and_on_is_held_while_something_waits_for_it() {
        participant.calling("a", new Reboot("k")).calling("b", new FactoryReset());
        cpe.inform("7 TRANSFER COMPLETE");
        for (int i = 0; i < 15; i++) {
            assertThat(holds(cpe.transferComplete("k" + i))).isFalse();
        }
        Answer sixteenth = cpe.transferComplete("k15");
        assertThat(sixteenth.message()).isEqualTo("TransferCompleteResponse");
        assertThat(holds(sixteenth)).isTrue();

        Answer first = cpe.empty();
        assertThat(first.message()).isEqualTo("Reboot");
        assertThat(holds(first)).isTrue();
        Answer last = cpe.send(first.id(), REBOOTED);
        assertThat(last.message()).isEqualTo("FactoryReset");
        assertThat(holds(last)).isFalse();

        assertThat(cpe.send(last.id(), "<cwmp:FactoryResetResponse/>").status()).isEqualTo(204);
        Answer released = cpe.transferComplete("k16");
        assertThat(released.message()).isEqualTo("TransferCompleteResponse");
        assertThat(holds(released)).isFalse();
        assertThat(cpe.empty().status()).isEqualTo(204);
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void a_cpe_is_not_held_when_nothing_waits_for_it() {
        cpe.inform("7 TRANSFER COMPLETE");
        for (int i = 0; i < 19; i++) {
            assertThat(holds(cpe.transferComplete("k" + i))).isFalse();
        }
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void a_held_cpe_that_calls_all_the_same_is_answered() {
        participant.calling("a", new Reboot("k"));
        cpe.inform("7 TRANSFER COMPLETE");
        for (int i = 0; i < 17; i++) {
            assertThat(cpe.transferComplete("k" + i).message()).isEqualTo("TransferCompleteResponse");
        }
        assertThat(cpe.empty().message()).isEqualTo("Reboot");
    }

    @Test
    void a_cpe_may_interrupt_a_call_and_is_held_until_it_answers() {
        participant.calling("a", new Reboot("k")).calling("b", new FactoryReset());
        cpe.inform("1 BOOT");
        Answer call = cpe.empty();
        for (int i = 0; i < 15; i++) {
            cpe.transferComplete("k" + i);
        }
        assertThat(holds(cpe.transferComplete("k15"))).isTrue();
        Answer last = cpe.send(call.id(), REBOOTED);
        assertThat(last.message()).isEqualTo("FactoryReset");
        assertThat(holds(last)).isFalse();
    }

    @Test
    void a_session_has_a_bounded_number_of_requests_of_the_cpe() {
        cpe.inform("7 TRANSFER COMPLETE");
        for (int i = 0; i < 20; i++) {
            assertThat(cpe.transferComplete("k" + i).status()).isEqualTo(200);
        }
        assertThat(cpe.transferComplete("k20").status()).isEqualTo(503);
        assertThat(acs.sessions().all()).isEmpty();
    }

    @Test
    void a_request_that_meets_a_conflict_is_repeated_in_the_session() {
        cpe.inform("7 TRANSFER COMPLETE");
        participant.failWith(new ConflictException(ConflictException.Reason.STALE, "execution"));
        Answer again = cpe.transferComplete("k");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.faultCode()).isEqualTo("8005");
        assertThat(again.id()).isEqualTo("TC-1");
        participant.recover();
        assertThat(cpe.transferComplete("k").message()).isEqualTo("TransferCompleteResponse");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    @Test
    void a_request_that_meets_conflicts_again_and_again_is_left_to_another_session() {
        cpe.inform("7 TRANSFER COMPLETE");
        participant.failWith(new ConflictException(ConflictException.Reason.STALE, "execution"));
        assertThat(cpe.transferComplete("k").faultCode()).isEqualTo("8005");
        assertThat(cpe.transferComplete("k").faultCode()).isEqualTo("8005");
        assertThat(cpe.transferComplete("k").status()).isEqualTo(503);
        assertThat(acs.sessions().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {9000, 9001, 9002, 9004, 8005, 9800})
    void a_call_that_was_refused_is_not_repeated(int code) {
        participant.calling("a", new Reboot("k"));
        cpe.inform("1 BOOT");
        assertThat(cpe.sendFault(cpe.empty().id(), code).status()).isEqualTo(204);
        assertThat(participant.heard()).containsExactly("informed", "next", "answered a " + code, "next");
    }

    @Test
    void a_header_that_must_be_understood_and_is_not_gets_fault_8003() {
        Answer answer = cpe.withHeader("<v:Route xmlns:v=\"urn:v\" soap-env:mustUnderstand=\"1\">x</v:Route>")
                .inform("1 BOOT");
        assertThat(answer.faultCode()).isEqualTo("8003");
        assertThat(answer.id()).isEqualTo("77");
        assertThat(answer.body()).contains("Route");
        assertThat(participant.heard()).isEmpty();
    }

    @Test
    void two_requests_in_one_envelope_get_fault_8003_and_neither_is_taken() {
        cpe.inform("1 BOOT");
        Answer answer = cpe.send("5", "<cwmp:GetRPCMethods/><cwmp:RequestDownload/>");
        assertThat(answer.faultCode()).isEqualTo("8003");
        assertThat(participant.heard()).containsExactly("informed");
        assertThat(cpe.empty().status()).isEqualTo(204);
    }

    static Stream<Arguments> requests() {
        String fault = "<FaultStruct><FaultCode>0</FaultCode></FaultStruct>";
        String result = "<Results><Fault><FaultCode>0</FaultCode></Fault></Results>";
        return Stream.of(
                Arguments.of("GetRPCMethods", ""),
                Arguments.of("TransferComplete", fault),
                Arguments.of("AutonomousTransferComplete", fault),
                Arguments.of("Kicked", ""),
                Arguments.of("RequestDownload", ""),
                Arguments.of("DUStateChangeComplete", result),
                Arguments.of("AutonomousDUStateChangeComplete", result));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void every_request_is_answered_by_the_response_of_its_own_name(String name, String arguments) {
        cpe.inform("1 BOOT");
        assertThat(cpe.send("5", "<cwmp:" + name + ">" + arguments + "</cwmp:" + name + ">")
                        .message())
                .isEqualTo(name + "Response");
    }

    @Test
    void all_parameters_that_could_not_be_set_are_named() {
        participant.calling("a", new SetParameterValues(List.of(), ""));
        cpe.inform("1 BOOT");
        String id = cpe.empty().id();
        try (ErrorStream log = new ErrorStream()) {
            cpe.send(
                    id,
                    "<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"
                            + "<FaultCode>9003</FaultCode><FaultString>Invalid arguments</FaultString>"
                            + parameterFault("Device.A", 9007, "too large")
                            + parameterFault("Device.X_Password", 9007, "hunter2 is too short")
                            + "</cwmp:Fault></detail></soap-env:Fault>");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("could not set 2 parameters: [Device.A 9007 too large, Device.X_Password 9007]")
                    .doesNotContain("hunter2");
        }
        assertThat(participant.faults()).singleElement().satisfies(fault -> assertThat(fault.parameterFaults())
                .extracting(each -> each.parameterName() + " " + each.faultCode())
                .containsExactly("Device.A 9007", "Device.X_Password 9007"));
    }

    private static String parameterFault(String name, int code, String text) {
        return "<SetParameterValuesFault><ParameterName>" + name + "</ParameterName><FaultCode>" + code
                + "</FaultCode><FaultString>" + text + "</FaultString></SetParameterValuesFault>";
    }
}
