package org.viaduct.remote.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.HttpCall;
import org.viaduct.cwmp.api.Sender;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.Verdict;
import org.viaduct.cwmp.api.Verdict.Admitted;
import org.viaduct.cwmp.api.Verdict.Denied;
import org.viaduct.cwmp.api.WaitingCall;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.DownloadResponse;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UnknownRequest;
import org.viaduct.cwmp.rpc.UnknownResponse;
import org.viaduct.fault.FaultMapping;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.remote.CoreResource.Answer;
import org.viaduct.remote.CoreResource.Answered;
import org.viaduct.remote.CoreResource.Opened;
import org.viaduct.remote.CoreResource.Unanswered;
import org.viaduct.remote.FaultResource.MappedFault;
import org.viaduct.remote.GatewayResource.Sought;
import org.viaduct.remote.Problem;
import org.viaduct.store.ConflictException;

class RemoteJsonTest {

    private static final CpeId CPE = new CpeId("00D09E", "Router X", "E-1");
    private static final Instant AT = Instant.parse("2026-11-29T10:15:30.250Z");
    private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();
    private static final CwmpSession SESSION = new CwmpSession("s1", CPE, "urn:dslforum-org:cwmp-1-2", ADDRESS, AT);

    private final ObjectMapper json = RemoteJson.mapper(Vocabulary.CWMP);

    private <T> void assertThatItIsReadAsItWas(T value, TypeReference<T> type) throws Exception {
        assertThat(json.<T>readValue(json.writerFor(type).writeValueAsString(value), type))
                .usingRecursiveComparison()
                .isEqualTo(value);
    }

    @Test
    void a_person_can_read_an_inform() throws Exception {
        Inform inform = new Inform(
                new DeviceIdStruct("Example", "00D09E", "Router X", "E-1"),
                List.of(new EventStruct("1 BOOT", "")),
                1,
                AT,
                0,
                List.of(new ParameterValueStruct("Device.DeviceInfo.UpTime", "7", "unsignedInt")));

        assertThat(json.writeValueAsString(new Opened(SESSION, inform)))
                .isEqualTo(
                        ("{'session':{'id':'s1','cpe':'00D09E-Router%20X-E%2D1','namespace':'urn:dslforum-org:cwmp-1-2',"
                                        + "'remote':'127.0.0.1','started':'2026-11-29T10:15:30.250Z'},"
                                        + "'inform':{'Inform':{'DeviceId':{'@structure':'DeviceIdStruct','Manufacturer':'Example',"
                                        + "'OUI':'00D09E','ProductClass':'Router X','SerialNumber':'E-1'},"
                                        + "'Event':[{'@structure':'EventStruct','EventCode':'1 BOOT','CommandKey':''}],"
                                        + "'MaxEnvelopes':'1','CurrentTime':'2026-11-29T10:15:30.250Z','RetryCount':'0',"
                                        + "'ParameterList':[{'@structure':'ParameterValueStruct',"
                                        + "'Name':'Device.DeviceInfo.UpTime','Value':{'@type':'unsignedInt','@value':'7'}}]}}}")
                                .replace('\'', '"'));
        assertThatItIsReadAsItWas(new Opened(SESSION, inform), new TypeReference<>() {});
    }

    @Test
    void everything_that_a_session_brings_is_read_as_it_was() throws Exception {
        Call reboot = new Call("interworking/1", new Reboot("key"));
        assertThatItIsReadAsItWas(
                new Answered(SESSION, reboot, new CwmpOutcome.Success(new DownloadResponse(1, AT, AT))),
                new TypeReference<>() {});
        assertThatItIsReadAsItWas(
                new Answered(
                        SESSION,
                        reboot,
                        new CwmpOutcome.Faulted(
                                new CwmpFault(9003, "no", List.of(new SetParameterValuesFault("Device.X", 9008, ""))))),
                new TypeReference<>() {});
        assertThatItIsReadAsItWas(new Unanswered(SESSION, reboot, Delivery.UNKNOWN), new TypeReference<>() {});
        assertThatItIsReadAsItWas(
                new Answer<>(Optional.of(
                        new Call("queue/2", new ChangeDUState(List.of(new UninstallOpStruct("u", "1.0", "")), "key")))),
                new TypeReference<>() {});
        assertThatItIsReadAsItWas(new Answer<>(Optional.empty()), new TypeReference<Answer<Optional<Call>>>() {});
        assertThatItIsReadAsItWas(
                List.of(new WaitingCall("1", "Reboot", AT, Optional.of(AT), true)), new TypeReference<>() {});
        assertThatItIsReadAsItWas(List.of(new Sought(CPE, true)), new TypeReference<>() {});
    }

    @Test
    void what_is_known_of_senders_and_devices_is_read_as_it_was() throws Exception {
        assertThatItIsReadAsItWas(
                new HttpCall("POST", "/?a=b", List.of("Digest x"), true, List.of(), ADDRESS), new TypeReference<>() {});
        for (Verdict verdict : List.of(
                new Admitted(new Sender.Anonymous()),
                new Admitted(new Sender.Newcomer()),
                new Admitted(Sender.Known.of(CPE)),
                new Denied(401, List.of("Digest realm=\"x\""), "no", Duration.ofMillis(1500)))) {
            assertThatItIsReadAsItWas(verdict, new TypeReference<>() {});
        }
        assertThatItIsReadAsItWas(
                new Device(
                        CPE,
                        "Example",
                        "Device.",
                        "ns",
                        Optional.of("http://127.0.0.1/"),
                        Map.of("NATDetected", "1"),
                        "127.0.0.1",
                        AT),
                new TypeReference<>() {});
        assertThatItIsReadAsItWas(
                new Problem(Problem.Kind.CONFLICT, "no", Optional.of(ConflictException.Reason.STALE)),
                new TypeReference<>() {});
        assertThatItIsReadAsItWas(
                MappedFault.of(new FaultMapping(
                        FaultTable.REBOOT,
                        9001,
                        "Request denied",
                        ExecResult.STATUS_REQUEST_DENIED,
                        ResponseStatusCode.BAD_REQUEST,
                        FaultMapping.Source.TABLE)),
                new TypeReference<>() {});
    }

    @Test
    void the_message_of_a_vendor_whose_bundle_is_away_is_an_unknown_one() throws Exception {
        assertThat(json.readValue("{\"X_00D09E_Ping\":{\"Host\":\"h\"}}", CwmpRequest.class))
                .isEqualTo(new UnknownRequest("X_00D09E_Ping"));
        assertThat(json.readValue("{\"X_00D09E_PingResponse\":null}", CwmpResponse.class))
                .isEqualTo(new UnknownResponse("X_00D09E_PingResponse"));
        assertThat(json.writeValueAsString(new UnknownRequest("X_00D09E_Ping"))).isEqualTo("{\"X_00D09E_Ping\":null}");
    }

    @Test
    void what_is_no_message_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> json.readValue("{\"Reboot\":{\"Delay\":\"1\"}}", CwmpRequest.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("Reboot has no Delay");
        assertThatThrownBy(() -> json.readValue("{\"RebootResponse\":{}}", CwmpRequest.class))
                .hasMessageContaining("RebootResponse is no CwmpRequest");
        assertThatThrownBy(() -> json.readValue("[]", CwmpRequest.class))
                .hasMessageContaining("an object with one member");
    }

    @Test
    void an_address_is_not_looked_up() {
        assertThatThrownBy(() -> json.readValue("\"localhost\"", InetAddress.class))
                .hasMessageContaining("an address is expected");
    }
}
