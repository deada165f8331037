package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.http.ClientAuthentication;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HttpConnection;
import org.viaduct.cpe.simulator.http.HttpReply;
import org.viaduct.cpe.simulator.http.HttpRequest;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;
import org.viaduct.cpe.simulator.http.Tls;

/** CPEs over TLS with credentials of their own and with certificates, and what others try. */
public class CpeAuthenticationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHARED = "planted-shared-password";
    private static final byte[] NOTHING = {};

    private static KarafProcess server;
    private static TestAuthority authority;
    private static int plain;

    private final List<Fleet> fleets = new ArrayList<>();
    private final List<HttpConnection> connections = new ArrayList<>();

    @BeforeClass
    public static void a_server_with_tls() throws Exception {
        server = new KarafProcess(Path.of("target", "authentication"));
        authority = new TestAuthority(server.etc());
        plain = Ports.free().cwmp();
        authority.issue("listener", "localhost");
        server.set("org.viaduct.http.listener-cwmp.cfg", "key.store", "listener.p12");
        server.set("org.viaduct.http.listener-cwmp.cfg", "key.store.password.file", TestAuthority.PASSWORD_FILE);
        server.set("org.viaduct.http.listener-cwmp.cfg", "trust.store", "trust.p12");
        server.set("org.viaduct.http.listener-cwmp.cfg", "trust.store.password.file", TestAuthority.PASSWORD_FILE);
        server.set("org.viaduct.http.listener-cwmp.cfg", "client.certificates", "want");
        Files.writeString(
                server.etc().resolve("org.viaduct.http.listener-plain.cfg"), "name = cwmp\nport = " + plain + "\n");
        TestAuthority.secret(server.etc().resolve("bootstrap.password"), SHARED);
        server.set("org.viaduct.cwmp.authentication.cfg", "bootstrap.username", "new");
        server.set("org.viaduct.cwmp.authentication.cfg", "bootstrap.password.file", "bootstrap.password");
        server.set(
                "org.viaduct.cwmp.authentication.cfg",
                "certificate.device",
                "cn:(?<oui>[0-9A-F]{6})-(?<productClass>[^-]*)-(?<serial>.+)");
        server.start();
    }

    @AfterClass
    public static void it_goes() throws Exception {
        server.close();
    }

    @After
    public void all_go() {
        fleets.forEach(Fleet::close);
        connections.forEach(HttpConnection::close);
    }

    private Fleet.Builder fleet(String prefix) {
        return Fleet.builder()
                .acs(URI.create("https://localhost:" + server.ports().cwmp() + "/"))
                .serialPrefix(prefix);
    }

    private SimulatedCpe started(Fleet.Builder builder) throws IOException {
        Fleet fleet = builder.start();
        fleets.add(fleet);
        return fleet.cpe();
    }

    private static String password(SimulatedCpe cpe) {
        return cpe.parameter("Device.ManagementServer.Password").orElseThrow();
    }

    /** A CPE that has taken credentials of its own. */
    private SimulatedCpe enrolled(String prefix) throws Exception {
        SimulatedCpe cpe =
                started(fleet(prefix).tls(authority.client(Optional.empty())).acsCredentials("new", SHARED));
        await().atMost(PATIENCE)
                .until(() -> cpe.sessions() > 0 && !password(cpe).equals(SHARED));
        return cpe;
    }

    @Test
    public void a_new_cpe_is_given_credentials_of_its_own_and_must_use_them() throws Exception {
        SimulatedCpe cpe = enrolled("NEW");
        assertThat(cpe.parameter("Device.ManagementServer.Username"))
                .contains(cpe.id().value());
        int before = cpe.sessions();
        cpe.informNow();
        await().atMost(PATIENCE).until(() -> cpe.sessions() > before);
        assertThat(cpe.violations()).isEmpty();
        assertThat(server.onem2m().node(cpe.id().value())).isPresent();

        SimulatedCpe impostor =
                started(fleet("NEW").tls(authority.client(Optional.empty())).acsCredentials("new", SHARED));
        await().atMost(PATIENCE).until(() -> impostor.failedSessions() > 0);
        assertThat(impostor.sessions()).isZero();
    }

    @Test
    public void a_certificate_lets_its_device_in_and_no_other() throws Exception {
        authority.issue("device", "00D09E-SimulatedCPE-CRT000001");
        SimulatedCpe cpe = started(fleet("CRT").tls(authority.client(Optional.of("device"))));
        await().atMost(PATIENCE).until(() -> cpe.sessions() > 0);
        assertThat(cpe.violations()).isEmpty();
        SimulatedCpe other = started(fleet("CRT").firstNumber(2).tls(authority.client(Optional.of("device"))));
        await().atMost(PATIENCE).until(() -> other.failedSessions() > 0);
        assertThat(other.sessions()).isZero();
    }

    @Test
    public void whatever_an_attacker_tries_he_stays_out_and_the_log_without_stack_traces() throws Exception {
        SimulatedCpe victim = enrolled("VIC");
        String name = victim.id().value();

        // Wrong, replayed, of another server.
        HttpConnection attacker = connection(true);
        HttpReply challenge = post(attacker, inform("VIC000001"));
        assertThat(challenge.status()).isEqualTo(401);
        Header wrong = digest(challenge, name, "guessed");
        assertThat(post(attacker, inform("VIC000001"), wrong).status()).isEqualTo(401);
        HttpConnection own = connection(true);
        Header right = digest(post(own, inform("VIC000001")), name, password(victim));
        HttpReply opened = post(own, inform("VIC000001"), right);
        assertThat(opened.status()).isEqualTo(200);
        HttpReply replayed = post(attacker, inform("VIC000001"), right);
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.header("WWW-Authenticate").orElseThrow()).contains("stale=true");
        Header foreign = digest(
                new HttpReply(
                        401,
                        List.of(new Header(
                                "WWW-Authenticate",
                                "Digest realm=\"viaduct\", qop=\"auth\", nonce=\"b3RoZXItc2VydmVyLW5vbmNlLTAwMDA\"")),
                        NOTHING),
                name,
                password(victim));
        assertThat(post(attacker, inform("VIC000001"), foreign).status()).isEqualTo(401);

        // A stolen cookie, with nothing and with the credentials of another device.
        Header cookie =
                new Header("Cookie", opened.header("Set-Cookie").orElseThrow().split(";")[0]);
        assertThat(post(attacker, NOTHING, cookie).status()).isEqualTo(401);
        SimulatedCpe thief = enrolled("THF");
        Header thiefs = digest(post(attacker, NOTHING), thief.id().value(), password(thief));
        assertThat(post(attacker, NOTHING, cookie, thiefs).status()).isEqualTo(403);

        // Another device's DeviceId.
        thiefs = digest(post(attacker, NOTHING), thief.id().value(), password(thief));
        assertThat(post(attacker, inform("VIC000001"), thiefs).status()).isEqualTo(403);

        // Its session is still there.
        assertThat(post(own, NOTHING, cookie).status()).isIn(200, 204);

        // Basic without TLS, anonymous as a device that has credentials, a header too large, a proxy.
        HttpConnection clear = connection(false);
        Header basic = new Header(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((name + ":" + password(victim)).getBytes(StandardCharsets.UTF_8)));
        assertThat(post(clear, inform("VIC000001"), basic).status()).isEqualTo(401);
        assertThat(post(connection(false), inform("VIC000001")).status()).isEqualTo(401);
        assertThat(post(connection(true), inform("VIC000001"), basic).status()).isEqualTo(200);
        assertThat(post(connection(true), NOTHING, new Header("Authorization", "Digest " + "x".repeat(3000)))
                        .status())
                .isEqualTo(401);
        assertThat(post(connection(true), NOTHING, new Header("Authorization", "Digest " + "x".repeat(9000)))
                        .status())
                .isEqualTo(431);
        assertThat(post(connection(false), inform("LOC000001"), new Header("X-Forwarded-For", "127.0.0.1"))
                        .status())
                .isEqualTo(400);
        assertThat(post(connection(false), inform("LOC000001")).status()).isEqualTo(200);

        String log = Files.readString(server.etc().resolveSibling("data/log/karaf.log"));
        assertThat(log).doesNotContain("\n\tat ", SHARED, password(victim), password(thief));
        assertThat(log).contains("Refused CPEs at 127.0.0.1");
    }

    private HttpConnection connection(boolean secure) throws Exception {
        HttpConnection connection = new HttpConnection(
                InetAddress.getByName("127.0.0.1"),
                secure ? server.ports().cwmp() : plain,
                Duration.ofSeconds(30),
                secure ? Optional.of(new Tls(authority.client(Optional.empty()), "localhost")) : Optional.empty());
        connections.add(connection);
        return connection;
    }

    private static HttpReply post(HttpConnection connection, byte[] body, Header... headers) throws IOException {
        return connection.exchange(new HttpRequest("POST", "/", "localhost", List.of(headers), body, Framing.LENGTH));
    }

    private static Header digest(HttpReply challenge, String username, String password) {
        ClientAuthentication authentication = new ClientAuthentication(username, password);
        assertThat(authentication.challengedBy(challenge)).isTrue();
        return authentication.authorization("POST", "/").orElseThrow();
    }

    private static byte[] inform(String serialNumber) {
        return """
                <soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" \
                xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">\
                <soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">1</cwmp:ID></soap-env:Header><soap-env:Body>\
                <cwmp:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI>\
                <ProductClass>SimulatedCPE</ProductClass><SerialNumber>%s</SerialNumber></DeviceId>\
                <Event soap-enc:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/>\
                </EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-23T05:00:00Z</CurrentTime>\
                <RetryCount>0</RetryCount><ParameterList soap-enc:arrayType="cwmp:ParameterValueStruct[0]"/></cwmp:Inform>\
                </soap-env:Body></soap-env:Envelope>"""
                .formatted(serialNumber)
                .getBytes(StandardCharsets.UTF_8);
    }
}
