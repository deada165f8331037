package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.CpeState;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.http.HttpConnection;
import org.viaduct.cpe.simulator.http.HttpRequest;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;
import org.viaduct.cpe.simulator.http.Tls;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.GetParameterValuesResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.ParameterValueStruct;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** A CPE behind a NAT, known by its certificate only: woken by UDP, upgraded over TLS. */
public class NatIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UDP_ADDRESS = "Device.ManagementServer.UDPConnectionRequestAddress";

    private KarafProcess server;
    private TestAuthority authority;
    private Nat nat;
    private Fleet fleet;
    private SimulatedCpe cpe;
    private int files;

    @Before
    public void a_server_with_tls_and_a_cpe_behind_a_nat() throws Exception {
        server = new KarafProcess(Path.of("target", "nat"));
        authority = new TestAuthority(server.etc());
        authority.issue("listener", "localhost");
        authority.issue("device", "00D09E-SimulatedCPE-NAT000001");
        int stun = freeUdpPort();
        nat = new Nat(stun);
        files = nat.tcpPort(server.ports().files());
        for (String listener : new String[] {"cwmp", "files"}) {
            String settings = "org.viaduct.http.listener-" + listener + ".cfg";
            server.set(settings, "key.store", "listener.p12");
            server.set(settings, "key.store.password.file", TestAuthority.PASSWORD_FILE);
        }
        server.set("org.viaduct.http.listener-cwmp.cfg", "trust.store", "trust.p12");
        server.set("org.viaduct.http.listener-cwmp.cfg", "trust.store.password.file", TestAuthority.PASSWORD_FILE);
        server.set("org.viaduct.http.listener-cwmp.cfg", "client.certificates", "need");
        server.set(
                "org.viaduct.cwmp.authentication.cfg",
                "certificate.device",
                "cn:(?<oui>[0-9A-F]{6})-(?<productClass>[^-]*)-(?<serial>.+)");
        server.set("org.viaduct.files.cfg", "url", "https://localhost:" + files + "/");
        server.set("org.viaduct.cwmp.stun.cfg", "server.address", "127.0.0.1");
        server.set("org.viaduct.cwmp.stun.cfg", "server.port", nat.udpPort());
        server.set("org.viaduct.cwmp.stun.cfg", "port", stun);
        server.set("org.viaduct.cwmp.stun.cfg", "keep.alive.min", 1);
        server.set("org.viaduct.cwmp.stun.cfg", "keep.alive.max", 1);
        server.admit("operator", "console");
        server.start();
        // 127.0.0.2 is its private address: what it says of it is no use to the server, which sees 127.0.0.1.
        fleet = Fleet.builder()
                .acs(URI.create(
                        "https://localhost:" + nat.tcpPort(server.ports().cwmp()) + "/"))
                .serialPrefix("NAT")
                .listen(new InetSocketAddress("127.0.0.2", 0))
                .tls(authority.client(Optional.of("device")))
                .stun()
                .speed(5)
                .start();
        cpe = fleet.cpe();
    }

    @After
    public void they_go() throws Exception {
        fleet.close();
        nat.close();
        server.close();
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Test
    public void a_cpe_behind_a_nat_is_woken_and_upgraded_over_tls() throws Exception {
        awaitReported();
        Path image = server.etc().resolveSibling("fw.bin");
        Files.writeString(image, "image: good\nversion: 2.0.0\n" + "x".repeat(2_000_000));
        assertThat(server.client("files:put " + image + " fw-2.0.0.bin")).contains("fw-2.0.0.bin");
        command(
                "upgrade",
                CmdType.DOWNLOAD,
                "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"viaduct-file:fw-2.0.0.bin\"}]}");

        succeeds("upgrade");
        assertThat(cpe.softwareVersion()).isEqualTo("2.0.0");
        Download download = (Download) cpe.received().stream()
                .filter(Download.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(download.url()).startsWith("https://localhost:" + files + "/t/");
        assertThat(get(URI.create(download.url()))).isIn(404, 410);
        assertThat(cpe.udpConnectionRequests()).isPositive().isEqualTo(cpe.connectionRequests());

        strangersStayOut();
        itIsFoundAgainWhenItsNatForgets();
        itIsReachedAfterACrashOfTheServer();
        itIsUnreachableWhenNothingGetsThrough();
        assertThat(cpe.violations()).isEmpty();
        assertThat(Files.readString(server.log()))
                .doesNotContain(
                        cpe.parameter("Device.ManagementServer.STUNPassword").orElseThrow());
    }

    private void awaitReported() {
        await().atMost(PATIENCE)
                .until(() -> server.onem2m().node(cpe.id().value()).isPresent()
                        && cpe.state() == CpeState.IDLE
                        && hasToldItsAddress());
        assertThat(cpe.parameter("Device.ManagementServer.NATDetected")).contains("1");
    }

    /** In an Inform or when asked. */
    private boolean hasToldItsAddress() {
        Stream<List<ParameterValueStruct>> told = Stream.concat(
                cpe.informs().stream().map(Inform::parameterList),
                cpe.answered().stream()
                        .filter(GetParameterValuesResponse.class::isInstance)
                        .map(each -> ((GetParameterValuesResponse) each).parameterList()));
        return nat.isUsed()
                && told.flatMap(List::stream)
                        .anyMatch(new ParameterValueStruct(UDP_ADDRESS, "127.0.0.1:" + port())::equals);
    }

    private int port() {
        return nat.mapping().getPort();
    }

    private void command(String name, CmdType type, String arguments) {
        Answer created = server.onem2m()
                .createCommand(name, type.value(), "cse-in/" + cpe.id().value(), arguments);
        assertThat(created.rsc()).describedAs(created.toString()).isEqualTo(2001);
    }

    private void succeeds(String command) {
        Answer executed = server.onem2m().execute("cse-in/" + command);
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        JsonNode ended = await().atMost(PATIENCE)
                .until(
                        () -> server.onem2m().retrieve(executed.execInstance()).resource(),
                        instance -> instance.path("exs").asInt() == ExecStatus.FINISHED.value());
        assertThat(ended.path("exr").asInt()).isEqualTo(ExecResult.STATUS_SUCCESS.value());
        await().atMost(PATIENCE).until(() -> cpe.state() == CpeState.IDLE);
    }

    private int get(URI url) throws Exception {
        try (HttpConnection connection = new HttpConnection(
                InetAddress.getLoopbackAddress(),
                files,
                Duration.ofSeconds(30),
                Optional.of(new Tls(authority.client(Optional.empty()), "localhost")))) {
            return connection
                    .exchange(new HttpRequest(
                            "GET", url.getRawPath(), url.getRawAuthority(), List.of(), new byte[0], Framing.LENGTH))
                    .status();
        }
    }

    /** Neither another port nor another way gets in, whatever it says. */
    private void strangersStayOut() throws Exception {
        int before = cpe.connectionRequests();
        byte[] forged = "GET http://127.0.0.1?ts=9999999999&id=1&un=x&cn=y&sig=z HTTP/1.1\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket stranger = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            stranger.send(new DatagramPacket(forged, forged.length, nat.mapping()));
        }
        await().until(() -> nat.keptOut() == 1);
        assertThat(cpe.connectionRequests()).isEqualTo(before);
    }

    private void itIsFoundAgainWhenItsNatForgets() {
        int former = port();
        nat.forget();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cpe.parameter(UDP_ADDRESS).orElse("").equals("127.0.0.1:" + port()) && port() != former);
        await().atMost(PATIENCE).until(() -> cpe.state() == CpeState.IDLE);
        command("reboot", CmdType.REBOOT, "{\"rbo\":[{}]}");
        succeeds("reboot");
    }

    /** By what the CPE has reported: it says nothing new, and its NAT notices nothing. */
    private void itIsReachedAfterACrashOfTheServer() throws Exception {
        server.kill();
        int before = cpe.sessions();
        server.start();
        succeeds("reboot");
        assertThat(cpe.sessions()).isGreaterThan(before);
    }

    private void itIsUnreachableWhenNothingGetsThrough() {
        nat.cut();
        Answer executed = server.onem2m()
                .send(server.onem2m()
                        .request("cse-in/reboot")
                        .header("Content-Type", "application/json")
                        .header("X-M2M-RET", "4000")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"m2m:mgc\":{\"exe\":true}}")));
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(6021);
    }
}
