package org.viaduct.cwmp.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.FaultCode;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.api.SessionParticipant.Reception;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.store.disturbed.ReversingSecrets;

class CredentialsTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final CwmpSession SESSION = session(CPE);
    private static final CwmpOutcome DONE = new CwmpOutcome.Success(new SetParameterValuesResponse(0));
    private static final CwmpOutcome REFUSED = new CwmpOutcome.Faulted(FaultCode.REQUEST_DENIED.fault());

    private final DisturbedStore store = new DisturbedStore();
    private final ReversingSecrets secrets = new ReversingSecrets();
    private final StoredDevices devices = new StoredDevices(store, secrets);
    private final ConnectionRequestCredentials participant = new ConnectionRequestCredentials(store, secrets, 10, 10);

    static CwmpSession session(CpeId cpe) {
        return new CwmpSession("s", cpe, Informs.NAMESPACE, InetAddress.getLoopbackAddress(), Instant.EPOCH);
    }

    @BeforeEach
    void enrol() {
        informed("0 BOOTSTRAP");
    }

    private void informed(String... events) {
        participant.informed(SESSION, Informs.of("1", events));
    }

    /** Hands the call out and gives what it sets. */
    private Credentials sent() {
        SetParameterValues request = (SetParameterValues) next().orElseThrow().request();
        List<ParameterValueStruct> values = request.parameterList();
        return new Credentials(values.get(0).value(), values.get(1).value());
    }

    private Optional<Call> next() {
        return participant.next(SESSION);
    }

    private void answered(CwmpOutcome outcome) {
        participant.answered(SESSION, new Call("x", new SetParameterValues(List.of(), "")), outcome);
    }

    private List<Credentials> known() {
        return devices.connectionRequestCredentials(CPE);
    }

    @Test
    void new_credentials_are_set_at_the_first_bootstrap() {
        SetParameterValues request = (SetParameterValues) next().orElseThrow().request();
        assertThat(request.parameterList())
                .extracting(ParameterValueStruct::name)
                .containsExactly(
                        "Device.ManagementServer.ConnectionRequestUsername",
                        "Device.ManagementServer.ConnectionRequestPassword");
        assertThat(request.parameterList().get(0).value())
                .startsWith("viaduct-")
                .hasSizeLessThanOrEqualTo(64);
        assertThat(request.parameterList().get(1).value()).matches("[0-9a-f]{40}");
        answered(DONE);
        assertThat(next()).isEmpty();
        assertThat(known()).hasSize(1);
    }

    @Test
    void the_root_object_is_that_of_the_device() {
        var inform = Informs.with("2", "InternetGatewayDevice.", "http://a/", "1 BOOT");
        CwmpSession session = session(inform.deviceId().cpeId());
        participant.informed(session, inform);
        SetParameterValues request =
                (SetParameterValues) participant.next(session).orElseThrow().request();
        assertThat(request.parameterList().get(0).name())
                .isEqualTo("InternetGatewayDevice.ManagementServer.ConnectionRequestUsername");
    }

    @Test
    void passwords_are_stored_sealed() {
        Credentials credentials = sent();
        assertThat(store.text()).contains(credentials.username()).doesNotContain(credentials.password());
        assertThat(store.text()).contains("cpe:00D09E-GW-1");
    }

    @Test
    void each_device_has_its_own() {
        Credentials first = sent();
        var inform = Informs.of("2", "0 BOOTSTRAP");
        participant.informed(session(inform.deviceId().cpeId()), inform);
        assertThat(devices.connectionRequestCredentials(inform.deviceId().cpeId()))
                .doesNotContain(first)
                .hasSize(1);
    }

    @Test
    void the_old_ones_are_tried_too_until_the_cpe_took_the_new_ones() {
        Credentials old = sent();
        answered(DONE);
        informed("0 BOOTSTRAP");
        assertThat(known()).hasSize(2).first().isEqualTo(old);
        Credentials renewed = sent();
        assertThat(renewed).isNotEqualTo(old);
        assertThat(known()).containsExactly(renewed, old);
        answered(DONE);
        assertThat(known()).containsExactly(renewed);
    }

    @Test
    void a_lost_session_sets_the_same_again() {
        Credentials credentials = sent();
        participant.unanswered(SESSION, new Call("x", new SetParameterValues(List.of(), "")), Delivery.UNKNOWN);
        informed("1 BOOT");
        assertThat(sent()).isEqualTo(credentials);
        informed("0 BOOTSTRAP");
        assertThat(new ConnectionRequestCredentials(store, secrets, 10, 10).next(SESSION))
                .isPresent();
        assertThat(sent()).isEqualTo(credentials);
    }

    @Test
    void a_refusal_is_not_retried_before_the_next_bootstrap() {
        Credentials old = sent();
        answered(DONE);
        informed("0 BOOTSTRAP");
        sent();
        answered(REFUSED);
        assertThat(next()).isEmpty();
        assertThat(known()).containsExactly(old);
        informed("1 BOOT");
        assertThat(next()).isEmpty();
        informed("0 BOOTSTRAP");
        assertThat(next()).isPresent();
    }

    @Test
    void a_device_that_refused_its_first_credentials_is_left_alone() {
        sent();
        answered(REFUSED);
        informed("2 PERIODIC");
        assertThat(next()).isEmpty();
        assertThat(known()).isEmpty();
    }

    @Test
    void an_idle_session_writes_nothing() {
        sent();
        answered(DONE);
        int changes = store.changes();
        informed("2 PERIODIC");
        assertThat(next()).isEmpty();
        assertThat(store.changes()).isEqualTo(changes);
    }

    @Test
    void a_session_need_not_be_asked_for_more_unless_credentials_wait_to_be_set() {
        assertThat(participant.mayCall(SESSION)).isTrue();
        sent();
        answered(DONE);
        informed("2 PERIODIC");
        assertThat(participant.mayCall(SESSION)).isFalse();
    }

    @Test
    void after_the_key_was_lost_new_credentials_are_set() {
        Credentials lost = sent();
        answered(DONE);
        secrets.loseKey();
        assertThat(known()).isEmpty();
        informed("2 PERIODIC");
        assertThat(sent()).isNotEqualTo(lost);
    }

    @Test
    void credentials_that_wait_under_a_lost_key_are_made_anew() {
        Credentials lost = sent();
        secrets.loseKey();
        Credentials renewed = sent();
        assertThat(renewed).isNotEqualTo(lost);
        assertThat(known()).containsExactly(renewed);
    }

    @Test
    void completions_are_left_to_others() {
        assertThat(participant.received(SESSION, new org.viaduct.cwmp.rpc.GetRPCMethods()))
                .isEqualTo(Reception.NOT_MINE);
    }
}
