package org.viaduct.cwmp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.WakeResult;
import org.viaduct.cwmp.api.WakeResult.Outcome;
import org.viaduct.settings.Network;
import org.viaduct.store.StoreUnavailableException;

class ConnectionRequestTest {

    private static final CpeId CPE = new CpeId("00D09E", "GW", "1");
    private static final Credentials OLD = new Credentials("old", "former secret");
    private static final Credentials NEW = new Credentials("viaduct-1", "p\"ss:wörd");

    private final KnownDevices devices = new KnownDevices();
    private SessionSeeker client;
    private HttpConnectionRequester http;

    @BeforeEach
    void start() {
        client = client(Duration.ofSeconds(2), 64, 100);
    }

    private SessionSeeker client(Duration timeout, int parallel, int waiting, Network... networks) {
        ConnectionRequestSettings settings =
                new ConnectionRequestSettings(List.of(networks), parallel, waiting, timeout);
        http = new HttpConnectionRequester(Duration.ofSeconds(2));
        SessionSeeker started = new SessionSeeker(
                new Sessions(AcsServer.LIMITS),
                new Participants(Set.of(), new Reboots(10, Clock.systemUTC())),
                settings,
                new WakingSettings(50, 100));
        started.devices = devices;
        started.requesters = List.of(http);
        return started;
    }

    @AfterEach
    void stop() {
        close();
    }

    private void close() {
        client.close();
        http.close();
    }

    private WakeResult wake(String url, Credentials... credentials) {
        devices.know(CPE, url, credentials);
        return client.wake(CPE).toCompletableFuture().join();
    }

    /** A digest server that knows one pair of credentials, and checks as RFC 7616 and RFC 2069 say. */
    private static ConnectionRequestListener digest(String challenge, String algorithm, Credentials known) {
        return new ConnectionRequestListener(head -> Optional.of(
                verified(head, algorithm, known)
                        ? ConnectionRequestListener.status("200 OK")
                        : ConnectionRequestListener.challenge(challenge)));
    }

    private static boolean verified(String head, String algorithm, Credentials known) {
        Matcher header = Pattern.compile("(?m)^Authorization: Digest (.*)$").matcher(head);
        if (!header.find()) {
            return false;
        }
        Map<String, String> sent = new TreeMap<>();
        Matcher pair =
                Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,]*))").matcher(header.group(1));
        while (pair.find()) {
            sent.put(pair.group(1), pair.group(2) == null ? pair.group(3) : pair.group(2));
        }
        String ha1 = hash(algorithm, known.username() + ":" + sent.get("realm") + ":" + known.password());
        if (sent.getOrDefault("algorithm", "").endsWith("-sess")) {
            ha1 = hash(algorithm, ha1 + ":" + sent.get("nonce") + ":" + sent.get("cnonce"));
        }
        String qop = sent.get("qop");
        String ha2 = hash(algorithm, "GET:/cr/7?x=1" + ("auth-int".equals(qop) ? ":" + hash(algorithm, "") : ""));
        String middle = qop == null ? "" : ":" + sent.get("nc") + ":" + sent.get("cnonce") + ":" + qop;
        return sent.get("username").equals(known.username())
                && sent.get("uri").equals("/cr/7?x=1")
                && sent.get("response").equals(hash(algorithm, ha1 + ":" + sent.get("nonce") + middle + ":" + ha2));
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK,ACCEPTED",
        "204 No Content,ACCEPTED",
        "503 Busy,BUSY",
        "404 No,FAILED",
        "500 Oh,FAILED",
        "200,ACCEPTED"
    })
    void the_status_tells_how_it_went(String status, Outcome outcome) throws Exception {
        try (var cpe = ConnectionRequestListener.answering(ConnectionRequestListener.status(status))) {
            WakeResult result = wake(cpe.url());
            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.detail()).contains("127.0.0.1:" + cpe.port());
            assertThat(cpe.requests().get(0))
                    .startsWith("GET /cr/7?x=1 HTTP/1.1\n")
                    .contains("Host: 127.0.0.1:" + cpe.port());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Digest realm=\"any\", qop=\"auth\", nonce=\"n1\", opaque=\"o\", algorithm=MD5 | MD5",
                "Digest realm=\"any\", qop=\"auth,auth-int\", nonce=\"n1\", algorithm=SHA-256 | SHA-256",
                "Digest realm=\"any\", qop=\"auth-int\", nonce=\"n1\" | MD5",
                "Digest realm=\"any\", nonce=\"n1\" | MD5",
                "Digest realm=\"\", nonce=\"n1\" | MD5",
                "Digest realm=\"any\" nonce=\"n1\" qop=\"auth\" algorithm=\"MD5\" | MD5",
                "Digest realm=any,nonce=n1,qop=auth,algorithm=md5 | MD5",
                "Digest algorithm=\"MD5,\", realm=\"a, b\", nonce=\"n1\", qop=auth | MD5",
                "Digest algorithm=, realm=\"any\", nonce=\"n1\", qop=\"auth\" | MD5",
                "Digest realm=\"any\", nonce=\"n1\", qop=\"auth\", algorithm=MD5-sess | MD5",
                "digest REALM=\"any\", NONCE=\"n1\", QOP=\"AUTH\" | MD5",
                "Basic realm=\"b\", Digest realm=\"any\", nonce=\"n1\", qop=\"auth\" | MD5",
            })
    void digest_challenges_are_answered_however_odd(String challenge, String algorithm) throws Exception {
        try (var cpe = digest(challenge, algorithm, NEW)) {
            assertThat(wake(cpe.url(), NEW).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(cpe.requests()).hasSize(2).noneMatch(head -> head.contains("Authorization: Basic"));
        }
    }

    @Test
    void qop_is_sent_only_if_offered() throws Exception {
        try (var cpe = digest("Digest realm=\"any\", nonce=\"n1\"", "MD5", NEW)) {
            wake(cpe.url(), NEW);
            assertThat(cpe.requests().get(1))
                    .doesNotContain("qop")
                    .doesNotContain("nc=")
                    .doesNotContain("algorithm");
        }
    }

    @Test
    void the_stronger_of_two_digests_is_answered() throws Exception {
        try (var cpe = new ConnectionRequestListener(head -> Optional.of(
                verified(head, "SHA-256", NEW)
                        ? ConnectionRequestListener.status("200 OK")
                        : ConnectionRequestListener.challenge(
                                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5",
                                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256")))) {
            assertThat(wake(cpe.url(), NEW).outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void basic_is_answered_only_if_offered_alone() throws Exception {
        try (var cpe = new ConnectionRequestListener(head -> Optional.of(
                head.contains("Authorization: Basic b2xkOmZvcm1lciBzZWNyZXQ=")
                        ? ConnectionRequestListener.status("204 OK")
                        : ConnectionRequestListener.challenge("Basic realm=\"r\"")))) {
            assertThat(wake(cpe.url(), OLD).outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void all_credentials_are_tried_in_their_order() throws Exception {
        try (var cpe = digest("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "MD5", OLD)) {
            assertThat(wake(cpe.url(), NEW, OLD).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(cpe.requests()).hasSize(3);
            assertThat(cpe.requests().get(1)).contains("viaduct-1");
        }
    }

    @Test
    void wrong_credentials_fail_and_are_not_told() throws Exception {
        try (var cpe = digest("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "MD5", OLD)) {
            WakeResult result = wake(cpe.url(), NEW);
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.detail()).contains("credentials").doesNotContain(NEW.password());
            assertThat(cpe.requests()).hasSize(2);
        }
    }

    @Test
    void a_stale_nonce_is_renewed_once() throws Exception {
        try (var cpe = ConnectionRequestListener.answering(
                ConnectionRequestListener.challenge("Digest realm=\"r\", nonce=\"n\", qop=\"auth\", stale=TRUE"))) {
            assertThat(wake(cpe.url(), NEW).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(cpe.requests()).hasSize(3);
        }
    }

    @Test
    void a_connection_that_is_closed_after_the_challenge_is_made_again() throws Exception {
        try (var cpe = new ConnectionRequestListener(head -> Optional.of(
                verified(head, "MD5", NEW)
                        ? ConnectionRequestListener.status("200 OK")
                        : ConnectionRequestListener.challenge("Digest realm=\"r\", nonce=\"n\"")
                                .replace("Content-Length", "X-Then: hang up\r\nContent-Length")))) {
            assertThat(wake(cpe.url(), NEW).outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(cpe.connections()).isEqualTo(2);
        }
    }

    @Test
    void redirects_are_not_followed() throws Exception {
        try (var other = ConnectionRequestListener.answering(ConnectionRequestListener.status("200 OK"));
                var cpe = ConnectionRequestListener.answering(
                        "HTTP/1.1 302 Found\r\nLocation: " + other.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(wake(cpe.url(), NEW).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:1/",
                "http://192.0.2.1/",
                "https://127.0.0.1:1/",
                "ftp://127.0.0.1/",
                "http:///x",
                "not a url",
                "http://127.0.0.1:99999/",
                "",
                "http://no-such-host.invalid/"
            })
    void foreign_hosts_and_other_schemes_are_refused(String url) {
        WakeResult result = wake(url, NEW);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.detail()).contains("ConnectionRequestURL");
    }

    @Test
    void configured_networks_are_allowed_and_names_are_resolved() throws Exception {
        close();
        client = client(Duration.ofSeconds(2), 64, 100, Network.parse("127.0.0.0/8"));
        try (var cpe = ConnectionRequestListener.answering(ConnectionRequestListener.status("200 OK"))) {
            assertThat(wake("http://localhost:" + cpe.port() + "/").outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(cpe.requests().get(0)).contains("Host: localhost:" + cpe.port());
        }
    }

    @Test
    void a_silent_cpe_fails_in_time() throws Exception {
        close();
        client = client(Duration.ofMillis(300), 64, 100);
        try (var cpe = new ConnectionRequestListener(head -> Optional.empty())) {
            WakeResult result = wake(cpe.url(), NEW);
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.detail()).contains("did not answer");
        }
    }

    @Test
    void a_flood_of_an_answer_is_broken_off() throws Exception {
        try (var cpe = ConnectionRequestListener.answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1_000_000))) {
            assertThat(wake(cpe.url(), NEW).detail()).endsWith(" sent an answer of more than 65536 bytes");
        }
        try (var cpe = ConnectionRequestListener.answering(
                "HTTP/1.1 200 OK\r\n" + "X-A: 0123456789\r\n".repeat(100_000) + "\r\n")) {
            assertThat(wake(cpe.url(), NEW).detail()).endsWith(" sent an answer of more than 65536 bytes");
        }
    }

    @Test
    void a_cpe_that_hangs_up_or_talks_nonsense_is_told_of_in_words() throws Exception {
        try (var cpe = ConnectionRequestListener.answering("X-Then: hang up")) {
            assertThat(wake(cpe.url(), NEW).detail()).endsWith(" sent an answer that is not HTTP");
        }
        try (var cpe = ConnectionRequestListener.answering("")) {
            assertThat(wake(cpe.url(), NEW).detail())
                    .endsWith(" closed the connection without an answer; it may be restarting: try again");
        }
    }

    @Test
    void a_refused_connection_fails() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        WakeResult result = wake("http://127.0.0.1:" + port + "/", NEW);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.detail()).startsWith("127.0.0.1:" + port + " does not accept connections");
    }

    @Test
    void an_unknown_cpe_fails() {
        assertThat(client.wake(CPE).toCompletableFuture().join().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void it_is_worth_trying_again_while_the_device_records_are_away() {
        client.devices = null;
        assertThat(client.wake(CPE).toCompletableFuture().join().outcome()).isEqualTo(Outcome.BUSY);
        client.devices = devices;
        devices.failWith(new StoreUnavailableException("the disk is full"));
        assertThat(client.wake(CPE).toCompletableFuture().join().outcome()).isEqualTo(Outcome.BUSY);
    }

    @Test
    void callers_for_one_cpe_share_a_connection_request() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (var cpe = new ConnectionRequestListener(head -> {
            await().until(() -> asked.getCount() == 0);
            return Optional.of(ConnectionRequestListener.status("200 OK"));
        })) {
            devices.know(CPE, cpe.url());
            CompletableFuture<WakeResult> first = client.wake(CPE).toCompletableFuture();
            CompletableFuture<WakeResult> second = client.wake(CPE).toCompletableFuture();
            asked.countDown();
            assertThat(first.join()).isSameAs(second.join());
            assertThat(cpe.requests()).hasSize(1);
            assertThat(client.wake(CPE).toCompletableFuture().join().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(cpe.requests()).hasSize(2);
        }
    }

    @Test
    void connection_requests_beyond_the_bounds_wait_or_count_as_busy() throws Exception {
        close();
        client = client(Duration.ofSeconds(5), 1, 1);
        CountDownLatch release = new CountDownLatch(1);
        try (var cpe = new ConnectionRequestListener(head -> {
            await().until(() -> release.getCount() == 0);
            return Optional.of(ConnectionRequestListener.status("200 OK"));
        })) {
            List<CompletableFuture<WakeResult>> results = List.of("1", "2", "3").stream()
                    .map(serialNumber -> new CpeId("00D09E", "GW", serialNumber))
                    .map(id -> {
                        devices.know(id, cpe.url());
                        return client.wake(id).toCompletableFuture();
                    })
                    .toList();
            assertThat(results.get(2).join().outcome()).isEqualTo(Outcome.BUSY);
            await().until(() -> cpe.requests().size() == 1);
            release.countDown();
            assertThat(results.get(0).join().outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(results.get(1).join().outcome()).isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void those_who_wait_are_answered_when_the_client_stops() throws Exception {
        try (var cpe = new ConnectionRequestListener(head -> Optional.empty())) {
            devices.know(CPE, cpe.url());
            CompletableFuture<WakeResult> result = client.wake(CPE).toCompletableFuture();
            client.close();
            assertThat(result.join().outcome()).isEqualTo(Outcome.BUSY);
        }
    }
}
