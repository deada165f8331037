package org.viaduct.cwmp.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.cwmp.api.Device;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.store.disturbed.ReversingSecrets;

class StoredDevicesTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final CpeId CPE_1 = new CpeId("00D09E", "GW", "1");

    private final DisturbedStore store = new DisturbedStore();
    private final ReversingSecrets secrets = new ReversingSecrets();
    private final StoredDevices devices = new StoredDevices(store, secrets);
    private final Registration registration = registration();

    private Registration registration() {
        return new Registration(new DeviceRecords(store), 3, 1);
    }

    private Device informed(Inform inform) {
        return informed(registration, inform, Informs.NAMESPACE);
    }

    private Device informed(Registration by, Inform inform, String namespace) {
        CpeId cpe = inform.deviceId().cpeId();
        by.informed(new CwmpSession("s", cpe, namespace, LOOPBACK, Instant.EPOCH), inform);
        return devices.find(cpe).orElseThrow();
    }

    @Test
    void the_first_inform_enrols() {
        Device device = informed(Informs.of("1", "1 BOOT"));
        assertThat(device.id()).isEqualTo(CPE_1);
        assertThat(device.manufacturer()).isEqualTo("Acme");
        assertThat(device.rootObject()).isEqualTo("Device.");
        assertThat(device.namespace()).isEqualTo(Informs.NAMESPACE);
        assertThat(device.connectionRequestUrl()).contains("http://127.0.0.1:4711/1");
        assertThat(device.informSource()).isEqualTo("127.0.0.1");
        assertThat(devices.find(CPE_1)).contains(device);
        assertThat(new StoredDevices(store, secrets).find(CPE_1)).contains(device);
    }

    @Test
    void the_root_object_of_older_devices_is_known() {
        assertThat(informed(Informs.with("1", "InternetGatewayDevice.", "http://a/", "1 BOOT"))
                        .rootObject())
                .isEqualTo("InternetGatewayDevice.");
    }

    @Test
    void an_inform_without_news_writes_nothing() {
        informed(Informs.of("1", "1 BOOT"));
        informed(Informs.of("1", "2 PERIODIC"));
        assertThat(store.changes()).isEqualTo(1);
    }

    @Test
    void a_new_url_or_namespace_is_stored() {
        Device first = informed(Informs.of("1", "1 BOOT"));
        informed(Informs.with("1", "Device.", "http://127.0.0.1:9/", "4 VALUE CHANGE"));
        informed(
                registration,
                Informs.with("1", "Device.", "http://127.0.0.1:9/", "2 PERIODIC"),
                "urn:dslforum-org:cwmp-1-0");
        assertThat(store.changes()).isEqualTo(3);
        Device device = devices.find(CPE_1).orElseThrow();
        assertThat(device.connectionRequestUrl()).contains("http://127.0.0.1:9/");
        assertThat(device.namespace()).isEqualTo("urn:dslforum-org:cwmp-1-0");
        assertThat(device.enrolled()).isEqualTo(first.enrolled());
    }

    @Test
    void an_absent_or_overlong_url_leaves_the_known_one() {
        informed(Informs.of("1", "1 BOOT"));
        informed(Informs.with("1", "Device.", "", "2 PERIODIC"));
        informed(Informs.with("1", "Device.", "http://" + "a".repeat(2_000), "2 PERIODIC"));
        assertThat(devices.find(CPE_1).orElseThrow().connectionRequestUrl()).contains("http://127.0.0.1:4711/1");
        assertThat(store.changes()).isEqualTo(1);
    }

    @Test
    void what_tells_how_a_device_is_reached_is_kept_and_nothing_else() {
        informed(Informs.of("1", "1 BOOT"));
        informed(Informs.reporting(
                "1",
                Map.of(
                        "NATDetected", "true",
                        "UDPConnectionRequestAddress", "198.51.100.7:40000",
                        "STUNPassword", "planted",
                        "ParameterKey", "7",
                        "STUNUsername", "x".repeat(300))));
        informed(Informs.of("1", "2 PERIODIC"));
        devices.noted(CPE_1, Map.of("STUNEnable", "true", "Password", "planted"));
        Map<String, String> kept = Map.of(
                "NATDetected", "true", "UDPConnectionRequestAddress", "198.51.100.7:40000", "STUNEnable", "true");
        Device device = new StoredDevices(store, secrets).find(CPE_1).orElseThrow();
        assertThat(device.managementServer()).isEqualTo(kept);
        assertThat(device.connectionRequestUrl()).contains("http://127.0.0.1:4711/1");
        devices.noted(CPE_1, kept);
        assertThat(store.changes()).isEqualTo(3);
    }

    @Test
    void a_change_of_somebody_else_is_not_lost() {
        informed(Informs.of("1", "1 BOOT"));
        ConnectionRequestCredentials credentials = new ConnectionRequestCredentials(store, secrets, 3, 1);
        store.beforeNextChange(() -> credentials.informed(CredentialsTest.session(CPE_1), Informs.of("1", "1 BOOT")));
        informed(Informs.with("1", "Device.", "http://127.0.0.1:9/", "4 VALUE CHANGE"));
        assertThat(devices.find(CPE_1).orElseThrow().connectionRequestUrl()).contains("http://127.0.0.1:9/");
        assertThat(devices.connectionRequestCredentials(CPE_1)).hasSize(1);
    }

    @Test
    void enrolments_are_bounded_in_all() {
        informed(Informs.of("1", "1 BOOT"));
        informed(Informs.of("2", "1 BOOT"));
        Registration restarted = registration();
        informed(restarted, Informs.of("3", "1 BOOT"), Informs.NAMESPACE);
        assertThatThrownBy(() -> informed(restarted, Informs.of("4", "1 BOOT"), Informs.NAMESPACE))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("enrol.max");
        assertThat(informed(restarted, Informs.of("1", "1 BOOT"), Informs.NAMESPACE))
                .isNotNull();
    }

    @Test
    void enrolments_from_one_address_are_bounded() throws Exception {
        Enrolments enrolments = new Enrolments(new DeviceRecords(store), 100, 1);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
        DeviceRecord record = new DeviceRecord(
                "Acme",
                "Device.",
                Informs.NAMESPACE,
                null,
                "192.0.2.1",
                "192.0.2.1",
                "2026-11-23T05:00:00Z",
                null,
                null,
                true,
                Map.of());
        enrolments.enrol(CPE_1, record, elsewhere);
        assertThatThrownBy(() -> enrolments.enrol(new CpeId("00D09E", "", "2"), record, elsewhere))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("enrol.max.per.address");
        assertThatThrownBy(() -> new Enrolments(new DeviceRecords(store), 100, 1)
                        .enrol(new CpeId("00D09E", "", "2"), record, elsewhere))
                .isInstanceOf(EnrolmentRefusedException.class);
    }

    @Test
    void devices_are_listed_in_the_order_of_their_identifiers() {
        informed(Informs.of("2", "1 BOOT"));
        informed(Informs.of("1", "1 BOOT"));
        informed(Informs.of("3", "1 BOOT"));
        assertThat(devices.list(Optional.empty(), 2))
                .extracting(device -> device.id().serialNumber())
                .containsExactly("1", "2");
        assertThat(devices.list(Optional.of(new CpeId("00D09E", "GW", "2")), 2))
                .extracting(device -> device.id().serialNumber())
                .containsExactly("3");
    }

    @Test
    void an_unknown_device_is_not_found() {
        assertThat(devices.find(CPE_1)).isEmpty();
        assertThat(devices.connectionRequestCredentials(CPE_1)).isEmpty();
    }
}
