package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.SetParameterValuesFault;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.rpc.AddObject;
import org.viaduct.cwmp.rpc.AddObjectResponse;
import org.viaduct.cwmp.rpc.DeleteObject;
import org.viaduct.cwmp.rpc.DeleteObjectResponse;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.GetParameterNames;
import org.viaduct.cwmp.rpc.GetParameterNamesResponse;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.GetRPCMethodsResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterInfoStruct;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.rpc.RebootResponse;
import org.viaduct.cwmp.rpc.ScheduleInform;
import org.viaduct.cwmp.rpc.SetParameterAttributes;
import org.viaduct.cwmp.rpc.SetParameterAttributesStruct;
import org.viaduct.cwmp.rpc.SetParameterValues;
import org.viaduct.cwmp.rpc.SetParameterValuesResponse;
import org.viaduct.cwmp.rpc.SetVouchers;
import org.viaduct.cwmp.rpc.UnknownRequest;

class SimulatedCpeTest {
    private static final String USER = "Device.ManagementServer.ConnectionRequestUsername";
    private static final String PASSWORD = "Device.ManagementServer.ConnectionRequestPassword";

    private ScriptedAcs acs;
    private Fleet fleet;

    @BeforeEach
    void listen() throws IOException {
        acs = new ScriptedAcs();
    }

    @AfterEach
    void close() {
        if (fleet != null) {
            fleet.close();
        }
        acs.close();
    }

    private Fleet.Builder builder() {
        return Fleet.builder().acs(acs.url()).speed(100);
    }

    private SimulatedCpe start(Fleet.Builder builder) throws IOException {
        fleet = builder.start();
        return fleet.cpe();
    }

    private SimulatedCpe booted(Fleet.Builder builder) throws IOException {
        SimulatedCpe cpe = start(builder);
        awaitSessions(cpe, 1);
        return cpe;
    }

    private static void awaitSessions(SimulatedCpe cpe, int number) {
        await().until(() -> cpe.sessions() >= number && cpe.state() == CpeState.IDLE);
    }

    @ParameterizedTest
    @EnumSource(CwmpVersion.class)
    void the_first_session_says_bootstrap_and_boot_in_every_version(CwmpVersion version) throws IOException {
        acs.speak(version.namespace());
        acs.send(new GetRPCMethods());
        SimulatedCpe cpe = booted(builder().version(version));

        assertThat(acs.events()).containsExactly(List.of("0 BOOTSTRAP", "1 BOOT"));
        assertThat(acs.violations()).isEmpty();
        assertThat(cpe.violations()).isEmpty();
        Envelope inform = acs.posts().get(0).envelope().orElseThrow();
        assertThat(inform.namespace()).isEqualTo(version.namespace());
        assertThat(inform.sessionTimeout().isPresent()).isEqualTo(version.compareTo(CwmpVersion.V1_3) >= 0);
        assertThat(inform.supportedVersions().isEmpty()).isEqualTo(version != CwmpVersion.V1_4);
        assertThat(acs.received(GetRPCMethodsResponse.class).get(0).methodList())
                .contains("Reboot", "ChangeDUState")
                .doesNotContain("GetOptions");
    }

    @Test
    void an_inform_has_the_forced_parameters() throws IOException {
        SimulatedCpe cpe = booted(builder());

        Inform inform = acs.received(Inform.class).get(0);
        assertThat(inform.deviceId().cpeId()).isEqualTo(cpe.id());
        assertThat(inform.parameterList())
                .contains(
                        new ParameterValueStruct("Device.DeviceInfo.SoftwareVersion", "1.0.0"),
                        new ParameterValueStruct(
                                "Device.ManagementServer.ConnectionRequestURL", cpe.connectionRequestUrl()));
    }

    @Test
    void the_posts_of_a_session_share_cookie_and_connection_and_the_empty_one_has_no_soap_action() throws IOException {
        booted(builder());

        assertThat(acs.posts()).hasSize(2);
        assertThat(acs.posts().get(0).cookie()).isEmpty();
        assertThat(acs.posts().get(0).head().soapAction()).isTrue();
        assertThat(acs.posts().get(1).cookie()).isEqualTo("session=1");
        assertThat(acs.posts().get(1).head().soapAction()).isFalse();
        assertThat(acs.posts().get(1).head().contentType()).isEmpty();
        assertThat(acs.posts().get(0).head().remote())
                .isEqualTo(acs.posts().get(1).head().remote());
    }

    @Test
    void a_reboot_is_answered_and_then_told_with_its_key() throws IOException {
        acs.send(new Reboot("key-1"));
        SimulatedCpe cpe = start(builder());
        awaitSessions(cpe, 2);

        assertThat(acs.received(RebootResponse.class)).hasSize(1);
        assertThat(acs.events().get(1)).containsExactly("1 BOOT", "M Reboot key-1");
        assertThat(cpe.received()).containsExactly(new Reboot("key-1"));
    }

    @Test
    void a_scripted_fault_refuses_the_rpc_and_nothing_happens() throws IOException {
        acs.send(new Reboot("k"));
        SimulatedCpe cpe = booted(builder().script(script -> script.fault("Reboot", 9001)));

        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9001);
        assertThat(cpe.state()).isEqualTo(CpeState.IDLE);
        assertThat(cpe.sessions()).isEqualTo(1);
    }

    @Test
    void a_factory_reset_reverts_credentials_and_bootstraps_again() throws IOException {
        acs.send(new SetParameterValues(
                List.of(new ParameterValueStruct(USER, "u"), new ParameterValueStruct(PASSWORD, "p")), "pk"));
        fleet = builder().build();
        SimulatedCpe cpe = fleet.cpe();
        String factoryPassword = cpe.parameter(PASSWORD).orElseThrow();
        cpe.start();
        awaitSessions(cpe, 1);
        assertThat(cpe.parameter(PASSWORD)).contains("p");
        assertThat(cpe.parameter("Device.ManagementServer.ParameterKey")).contains("pk");

        acs.send(new FactoryReset());
        cpe.informNow();
        awaitSessions(cpe, 3);

        assertThat(cpe.parameter(PASSWORD)).contains(factoryPassword);
        assertThat(acs.events().get(2)).containsExactly("0 BOOTSTRAP", "1 BOOT");
    }

    @Test
    void setting_parameters_is_all_or_nothing_with_a_fault_for_each() throws IOException {
        acs.send(new SetParameterValues(
                List.of(
                        new ParameterValueStruct(USER, "u"),
                        new ParameterValueStruct("Device.No.Such", "x"),
                        new ParameterValueStruct("Device.DeviceInfo.SerialNumber", "x"),
                        new ParameterValueStruct("Device.ManagementServer.PeriodicInformInterval", "7", "string"),
                        new ParameterValueStruct("Device.Time.NTPServer1", "x".repeat(65))),
                "pk"));
        SimulatedCpe cpe = booted(builder());

        CwmpFault fault = acs.received(CwmpFault.class).get(0);
        assertThat(fault.code()).isEqualTo(9003);
        assertThat(fault.parameterFaults())
                .extracting(SetParameterValuesFault::faultCode)
                .containsExactly(9005, 9008, 9006, 9007);
        assertThat(cpe.parameter(USER)).isNotEqualTo(java.util.Optional.of("u"));
        assertThat(acs.violations()).isEmpty();
    }

    @Test
    void passwords_read_as_empty() throws IOException {
        acs.send(new GetParameterValues(List.of(PASSWORD, "Device.DeviceInfo.")));
        booted(builder());

        List<ParameterValueStruct> values =
                acs.received(GetParameterValuesResponse.class).get(0).parameterList();
        assertThat(values.get(0)).isEqualTo(new ParameterValueStruct(PASSWORD, ""));
        assertThat(values).extracting(ParameterValueStruct::name).contains("Device.DeviceInfo.UpTime");
    }

    @Test
    void names_of_one_level_and_of_a_tree() throws IOException {
        acs.send(new GetParameterNames("Device.", true), new GetParameterNames("Device.NAT.", false));
        booted(builder());

        assertThat(acs.received(CwmpFault.class)).isEmpty();
        List<GetParameterNamesResponse> names = acs.received(GetParameterNamesResponse.class);
        assertThat(names.get(0).parameterList())
                .contains(
                        new ParameterInfoStruct("Device.DeviceInfo.", false),
                        new ParameterInfoStruct("Device.NAT.", false),
                        new ParameterInfoStruct("Device.RootDataModelVersion", false))
                .noneMatch(info -> info.name().equals("Device."));
        assertThat(names.get(1).parameterList())
                .containsExactly(
                        new ParameterInfoStruct("Device.NAT.", false),
                        new ParameterInfoStruct("Device.NAT.PortMapping.", true));
    }

    @Test
    void rows_are_added_with_numbers_never_used_before() throws IOException {
        String table = "Device.NAT.PortMapping.";
        acs.send(
                new AddObject(table, ""),
                new DeleteObject(table + "1.", ""),
                new AddObject(table, "last"),
                new DeleteObject(table + "1.", ""));
        SimulatedCpe cpe = booted(builder());

        assertThat(acs.received(AddObjectResponse.class))
                .extracting(AddObjectResponse::instanceNumber)
                .containsExactly(1L, 2L);
        assertThat(acs.received(DeleteObjectResponse.class)).hasSize(1);
        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9005);
        assertThat(cpe.parameter(table + "2.Protocol")).contains("TCP");
    }

    @Test
    void a_change_with_active_notification_opens_a_session() throws IOException {
        acs.send(new SetParameterAttributes(
                List.of(new SetParameterAttributesStruct("Device.WiFi.SSID.1.SSID", true, 2, false, List.of()))));
        SimulatedCpe cpe = booted(builder());

        cpe.change("WiFi.SSID.1.SSID", "mine");
        awaitSessions(cpe, 2);

        assertThat(acs.events().get(1)).containsExactly("4 VALUE CHANGE");
        assertThat(acs.received(Inform.class).get(1).parameterList())
                .contains(new ParameterValueStruct("Device.WiFi.SSID.1.SSID", "mine"));
    }

    @Test
    void unknown_and_optional_rpcs_are_not_supported() throws IOException {
        acs.send(new UnknownRequest("X_00D09E_Dance"), new SetVouchers(List.of("dm91Y2hlcg==")));
        SimulatedCpe cpe = booted(builder());

        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9000, 9000);
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    void a_scheduled_inform_comes_with_its_key() throws IOException {
        acs.send(new ScheduleInform(5, "later"));
        SimulatedCpe cpe = start(builder());
        awaitSessions(cpe, 2);

        assertThat(acs.events().get(1)).containsExactly("3 SCHEDULED", "M ScheduleInform later");
    }

    @Test
    void the_periodic_interval_can_be_set_by_the_acs() throws IOException {
        acs.send(new SetParameterValues(
                List.of(
                        new ParameterValueStruct("Device.ManagementServer.PeriodicInformEnable", "1", "boolean"),
                        new ParameterValueStruct("Device.ManagementServer.PeriodicInformInterval", "5", "unsignedInt")),
                ""));
        SimulatedCpe cpe = start(builder());
        awaitSessions(cpe, 3);

        assertThat(acs.received(SetParameterValuesResponse.class)).hasSize(1);
        assertThat(acs.events().subList(1, 3)).allMatch(List.of("2 PERIODIC")::equals);
    }

    @Test
    void a_failed_session_is_retried_with_the_same_events_and_a_count() throws IOException {
        acs.failNext(2);
        SimulatedCpe cpe = start(builder());
        awaitSessions(cpe, 1);

        assertThat(acs.received(Inform.class)).extracting(Inform::retryCount).containsExactly(0L, 1L, 2L);
        assertThat(acs.events()).allMatch(List.of("0 BOOTSTRAP", "1 BOOT")::equals);
        assertThat(cpe.failedSessions()).isEqualTo(2);
    }

    @Test
    void a_message_that_breaks_the_schema_is_a_violation_and_fault_9003() throws IOException {
        acs.sendRaw("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'"
                + " xmlns:c='urn:dslforum-org:cwmp-1-2'><s:Header><c:ID s:mustUnderstand='1'>7</c:ID></s:Header>"
                + "<s:Body><c:ScheduleInform><CommandKey>k</CommandKey><DelaySeconds>5</DelaySeconds>"
                + "</c:ScheduleInform></s:Body></s:Envelope>");
        SimulatedCpe cpe = booted(builder());

        assertThat(cpe.violations()).hasSize(1);
        assertThat(cpe.violations().get(0).message())
                .startsWith("ScheduleInform: ")
                .contains("DelaySeconds");
        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9003);
        assertThat(acs.posts().get(2).envelope().orElseThrow().id()).isEqualTo("7");
    }

    @Test
    void a_foreign_namespace_and_content_type_are_violations() throws IOException {
        acs.speak("urn:dslforum-org:cwmp-1-0");
        acs.contentType("application/soap+xml");
        acs.send(new Reboot("k"));
        SimulatedCpe cpe = booted(builder());

        assertThat(cpe.violations())
                .extracting(Violation::message)
                .anyMatch(message -> message.contains("Content-Type"))
                .anyMatch(message -> message.contains("the namespace is urn:dslforum-org:cwmp-1-0"));
        assertThat(acs.received(CwmpFault.class)).extracting(CwmpFault::code).containsExactly(9003);
    }

    @Test
    void a_scripted_drop_loses_the_answer_but_not_the_reboot() throws IOException {
        acs.send(new Reboot("lost"));
        SimulatedCpe cpe = start(builder().script(script -> script.drop("Reboot", Drop.INSTEAD_OF_ANSWER)));
        awaitSessions(cpe, 1);

        assertThat(cpe.failedSessions()).isEqualTo(1);
        assertThat(acs.received(RebootResponse.class)).isEmpty();
        assertThat(acs.events().get(1)).containsExactly("1 BOOT", "M Reboot lost");
    }

    @Test
    void a_delayed_answer_keeps_the_session_open() throws IOException {
        acs.send(new GetRPCMethods());
        SimulatedCpe cpe =
                start(builder().script(script -> script.responseDelay("GetRPCMethods", Duration.ofMillis(300))));
        await().until(() -> !cpe.received().isEmpty());

        assertThat(cpe.state()).isEqualTo(CpeState.IN_SESSION);
        awaitSessions(cpe, 1);
    }

    @Test
    void only_loopback_is_connected_to() {
        assertThatThrownBy(() ->
                        Fleet.builder().acs(URI.create("http://192.0.2.1/")).build())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("192.0.2.1 is not a loopback address");
    }

    @Test
    void many_devices_share_a_few_threads() throws IOException {
        fleet = builder().count(300).threads(4).lenient().start();
        await().until(() -> fleet.cpes().stream().allMatch(cpe -> cpe.sessions() == 1));

        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cpe-"))
                .count();
        assertThat(threads).isLessThanOrEqualTo(6);
    }
}
