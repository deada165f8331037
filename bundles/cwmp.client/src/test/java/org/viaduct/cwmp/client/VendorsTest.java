package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.client.ScriptedCpe.Answer;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorRpc;

class VendorsTest {

    private static final Map<String, Object> SERVICE = Map.of("service.id", 1L, VendorDevices.OUIS, "00D09E");
    private static final String HELLO = "<cwmp:X_00D09E_Hello><From>me</From></cwmp:X_00D09E_Hello>";

    private AcsServer acs;
    private RecordingParticipant participant;
    private ScriptedCpe cpe;

    @BeforeEach
    void start() {
        acs = new AcsServer();
        participant = acs.with(new RecordingParticipant("", 1)).receiving(Reception.NOT_MINE);
        cpe = acs.cpe("1");
    }

    @AfterEach
    void stop() throws Exception {
        acs.close();
    }

    @Test
    void a_method_of_a_vendor_is_answered_while_its_bundle_is_there() {
        cpe.inform("1 BOOT");
        assertThat(cpe.send("1", HELLO).faultCode()).isEqualTo("8000");

        Hello.Method method = new Hello.Method();
        acs.vendors().addAcsMethod(method, SERVICE);
        Answer answer = cpe.send("2", HELLO);
        assertThat(answer.message()).isEqualTo("X_00D09E_HelloResponse");
        assertThat(answer.id()).isEqualTo("2");
        assertThat(answer.body()).contains("<Greeting>hello me of 1</Greeting>");
        assertThat(cpe.send("3", HELLO.replace("me", "stranger")).faultCode()).isEqualTo("8800");
        assertThat(cpe.send("4", "<cwmp:GetRPCMethods/>").body()).contains(">X_00D09E_Hello<");

        acs.vendors().removeAcsMethod(method, SERVICE);
        assertThat(cpe.send("5", HELLO).faultCode()).isEqualTo("8000");
    }

    @Test
    void a_participant_may_have_a_request_repeated_that_nobody_can_read_at_present() {
        participant.receiving(Reception.REPEAT);
        cpe.inform("1 BOOT");
        assertThat(cpe.send("1", HELLO).faultCode()).isEqualTo("8005");
        assertThat(cpe.send("1", HELLO).faultCode()).isEqualTo("8005");
        assertThat(cpe.send("1", HELLO).status()).isEqualTo(503);
        assertThat(participant.heard()).contains("received X_00D09E_Hello");
    }

    @Test
    void an_unknown_request_that_is_no_vendors_concerns_no_participant() {
        cpe.inform("1 BOOT");
        assertThat(cpe.send("1", "<cwmp:Hello/>").faultCode()).isEqualTo("8000");
        assertThat(participant.heard()).doesNotContain("received Hello");
    }

    @Test
    void a_call_of_a_vendors_rpc_has_its_response_read() {
        VendorRpc rpc = new Hello.Method();
        acs.vendors().addRpc(rpc, SERVICE);
        participant.calling("a", new Hello("acs"));
        cpe.inform("1 BOOT");
        Answer call = cpe.empty();
        assertThat(call.message()).isEqualTo("X_00D09E_Hello");
        cpe.send(call.id(), "<cwmp:X_00D09E_HelloResponse><Greeting>hi</Greeting></cwmp:X_00D09E_HelloResponse>");
        assertThat(participant.heard()).contains("answered a Success");
    }

    @Test
    void events_of_a_vendor_are_told_to_its_handler_before_they_count_as_delivered() {
        List<String> told = new CopyOnWriteArrayList<>();
        acs.vendors().addEvents((id, events, inform) -> events.forEach(event -> told.add(event.eventCode())), SERVICE);
        assertThat(cpe.inform("1 BOOT", "X 00D09E Door open", "X ABCDEF Other").message())
                .isEqualTo("InformResponse");
        assertThat(told).containsExactly("X 00D09E Door open");

        acs.vendors()
                .addEvents(
                        (id, events, inform) -> {
                            throw new IllegalStateException("disk full");
                        },
                        Map.of("service.id", 2L, VendorDevices.OUIS, "00D09E"));
        assertThat(cpe.inform("X 00D09E Door open").status()).isEqualTo(503);
        assertThat(cpe.inform("1 BOOT").status()).isEqualTo(200);
    }
}
