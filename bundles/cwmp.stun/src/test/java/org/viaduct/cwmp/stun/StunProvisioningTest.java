package org.viaduct.cwmp.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.api.Call;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.SessionParticipant.Delivery;
import org.viaduct.cwmp.rpc.DeviceIdStruct;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesResponse;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;

class StunProvisioningTest {

    private static final String SERVER = "Device.ManagementServer.";

    private final KnownDevices devices = new KnownDevices();
    private StunListener listener;
    private StunProvisioning provisioning;
    private int sessions;

    @BeforeEach
    void open() throws Exception {
        with("acs.example");
    }

    private void with(String serverAddress) throws Exception {
        listener = new StunListener(new StunSettings(
                serverAddress,
                3478,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Sockets.freePort()),
                20,
                30,
                10));
        provisioning = new StunProvisioning(listener);
        provisioning.devices = devices;
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private CwmpSession session(String event) {
        CwmpSession session = new CwmpSession(
                "s" + sessions++,
                KnownDevices.CPE,
                "urn:dslforum-org:cwmp-1-2",
                InetAddress.getLoopbackAddress(),
                Instant.EPOCH);
        provisioning.informed(
                session,
                new Inform(
                        new DeviceIdStruct("Acme", "00D09E", "GW", "1"),
                        List.of(new EventStruct(event, "")),
                        1,
                        Instant.EPOCH,
                        0,
                        List.of()));
        return session;
    }

    private Call next(CwmpSession session) {
        assertThat(provisioning.mayCall(session)).isTrue();
        return provisioning.next(session).orElseThrow();
    }

    private void answer(CwmpSession session, Call call, CwmpResponse response) {
        provisioning.answered(session, call, new CwmpOutcome.Success(response));
    }

    private void provision(CwmpSession session) {
        answer(session, next(session), new SetParameterValuesResponse(0));
        answer(session, next(session), new SetParameterAttributesResponse());
        answer(
                session,
                next(session),
                new GetParameterValuesResponse(List.of(
                        new ParameterValueStruct(SERVER + "UDPConnectionRequestAddress", "198.51.100.7:40000"),
                        new ParameterValueStruct(SERVER + "NATDetected", "1", "boolean"))));
    }

    @Test
    void a_new_cpe_is_given_the_listener_told_to_report_and_asked_how_it_is_reached() {
        CwmpSession session = session("0 BOOTSTRAP");
        Call enable = next(session);
        assertThat(((SetParameterValues) enable.request()).parameterList())
                .contains(
                        new ParameterValueStruct(SERVER + "STUNServerAddress", "acs.example"),
                        new ParameterValueStruct(SERVER + "STUNServerPort", "3478", "unsignedInt"),
                        new ParameterValueStruct(SERVER + "STUNUsername", "viaduct-1"),
                        new ParameterValueStruct(SERVER + "STUNPassword", "geheim"),
                        new ParameterValueStruct(SERVER + "STUNMaximumKeepAlivePeriod", "30", "int"),
                        new ParameterValueStruct(SERVER + "STUNMinimumKeepAlivePeriod", "20", "unsignedInt"))
                .last()
                .isEqualTo(new ParameterValueStruct(SERVER + "STUNEnable", "true", "boolean"));
        assertThat(enable.toString()).doesNotContain("geheim");
        answer(session, enable, new SetParameterValuesResponse(0));

        Call watch = next(session);
        assertThat(((SetParameterAttributes) watch.request()).parameterList())
                .extracting(each -> each.name() + " " + each.notification())
                .containsExactly(SERVER + "UDPConnectionRequestAddress 2", SERVER + "NATDetected 2");
        answer(session, watch, new SetParameterAttributesResponse());

        Call read = next(session);
        assertThat(((GetParameterValues) read.request()).parameterNames())
                .containsExactly(SERVER + "UDPConnectionRequestAddress", SERVER + "NATDetected");
        answer(
                session,
                read,
                new GetParameterValuesResponse(
                        List.of(new ParameterValueStruct(SERVER + "NATDetected", "true", "boolean"))));
        assertThat(provisioning.next(session)).isEmpty();
        assertThat(devices.managementServer)
                .isEqualTo(Map.of(
                        "STUNEnable", "true",
                        "STUNServerAddress", "acs.example",
                        "STUNServerPort", "3478",
                        "STUNUsername", "viaduct-1",
                        "NATDetected", "true"));
    }

    @Test
    void one_that_has_it_all_is_left_alone_until_it_forgets_it_or_the_settings_change() throws Exception {
        provision(session("1 BOOT"));
        CwmpSession later = session("2 PERIODIC");
        assertThat(provisioning.mayCall(later)).isFalse();
        assertThat(provisioning.next(later)).isEmpty();
        assertThat(provisioning.next(session("0 BOOTSTRAP"))).isPresent();
        listener.close();
        with("other.example");
        assertThat(provisioning.next(session("2 PERIODIC"))).isPresent();
    }

    @Test
    void its_binding_is_known_from_its_next_session_on_after_a_restart_too() throws Exception {
        provision(session("1 BOOT"));
        listener.close();
        with("acs.example");
        session("2 PERIODIC");
        assertThat(listener.bindings().find("viaduct-1").orElseThrow().reported())
                .isEqualTo(UdpAddress.parse("198.51.100.7:40000").orElseThrow());
    }

    @Test
    void one_that_knows_nothing_of_stun_is_not_asked_again() {
        CwmpSession session = session("1 BOOT");
        provisioning.answered(
                session, next(session), new CwmpOutcome.Faulted(new CwmpFault(9003, "Invalid arguments")));
        assertThat(provisioning.next(session)).isEmpty();
        assertThat(provisioning.next(session("2 PERIODIC"))).isEmpty();
        assertThat(provisioning.next(session("0 BOOTSTRAP"))).isPresent();
    }

    @Test
    void it_is_all_done_anew_where_the_session_broke() {
        CwmpSession broken = session("1 BOOT");
        answer(broken, next(broken), new SetParameterValuesResponse(0));
        provisioning.unanswered(broken, next(broken), Delivery.UNKNOWN);
        assertThat(provisioning.next(broken)).isEmpty();
        assertThat(next(session("2 PERIODIC")).request()).isInstanceOf(SetParameterValues.class);
    }

    @Test
    void one_without_connection_request_credentials_gets_no_password() {
        devices.credentials = List.of();
        assertThat(((SetParameterValues) next(session("1 BOOT")).request()).parameterList())
                .extracting(ParameterValueStruct::name)
                .doesNotContain(SERVER + "STUNUsername", SERVER + "STUNPassword");
    }

    @Test
    void without_an_address_for_cpes_none_is_bothered() throws Exception {
        listener.close();
        with("");
        assertThat(provisioning.next(session("0 BOOTSTRAP"))).isEmpty();
    }
}
