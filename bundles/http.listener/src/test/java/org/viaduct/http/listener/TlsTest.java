package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.testkit.ErrorStream;

class TlsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    static Path directory;

    private static Authority authority;
    private static Authority stranger;
    private static Path serverKeys;
    private static Path clientKeys;

    private HttpServer server;

    @BeforeAll
    static void make_certificates() throws IOException {
        authority = new Authority(directory, "authority");
        stranger = new Authority(directory, "stranger");
        serverKeys = authority.issue("server", "first");
        clientKeys = authority.issue("client", "operations");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_request_over_tls_is_secure_and_shows_the_certificates_of_its_client() throws Exception {
        open(ClientCertificates.WANT);
        try (Wire wire = wire(Optional.of(clientKeys))) {
            assertThat(wire.send(GET).response()).endsWith("https true CN=operations");
        }
        try (Wire wire = wire(Optional.empty())) {
            assertThat(wire.send(GET).response()).endsWith("https true nobody");
        }
    }

    @Test
    void only_tls_1_2_and_1_3_are_spoken() throws Exception {
        open(ClientCertificates.NONE);
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SSLSocket socket = socket(Optional.empty())) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|CHACHA20).*");
            }
        }
        try (SSLSocket socket = socket(Optional.empty())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"});
            assertThatThrownBy(socket::startHandshake).hasMessageContaining("handshake_failure");
        }
    }

    @Test
    void a_client_without_a_certificate_or_with_one_of_a_stranger_is_not_let_in_where_it_needs_one() throws Exception {
        open(ClientCertificates.NEED);
        Path strangers = stranger.issue("strangers", "operations");
        try (ErrorStream log = new ErrorStream()) {
            for (Optional<Path> keys : List.of(Optional.<Path>empty(), Optional.of(strangers))) {
                try (Wire wire = wire(keys)) {
                    assertThatThrownBy(() -> wire.send(GET).response()).isInstanceOf(IOException.class);
                }
            }
            await().until(() -> log.lines().stream()
                    .anyMatch(line ->
                            line.contains("ended the TLS handshake with 127.0.0.1: Empty client certificate chain")));
        }
        try (Wire wire = wire(Optional.of(clientKeys))) {
            assertThat(wire.send(GET).response()).endsWith("CN=operations");
        }
    }

    @Test
    void a_replaced_certificate_is_served_within_seconds_and_open_connections_go_on() throws Exception {
        Path store = authority.issue("replaced", "before");
        open(authority.settings(store, ClientCertificates.NONE));
        try (Wire before = wire(Optional.empty())) {
            assertThat(before.send(GET).response()).endsWith("nobody");
            assertThat(served()).isEqualTo("CN=before");
            authority.issue("replaced", "after");
            await().atMost(Duration.ofSeconds(30)).until(() -> served().equals("CN=after"));
            assertThat(before.send(GET).response()).endsWith("nobody");
        }
    }

    @Test
    void a_broken_certificate_is_one_line_and_the_former_one_stays() throws Exception {
        Path store = authority.issue("broken", "good");
        open(authority.settings(store, ClientCertificates.NONE));
        try (ErrorStream log = new ErrorStream()) {
            Files.writeString(store, "garbage");
            await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ERROR", "keeps its former certificates", "is no readable PKCS12 store", "keytool");
        }
        assertThat(served()).isEqualTo("CN=good");
    }

    @Test
    void a_certificate_that_expired_is_served_and_complained_about() throws Exception {
        Path store = authority.issue("expired", "late", "-startdate", "-3d", "-validity", "1");
        try (ErrorStream log = new ErrorStream()) {
            open(authority.settings(store, ClientCertificates.NONE));
            assertThat(log.lines())
                    .anyMatch(
                            line -> line.contains("ERROR") && line.contains("expired at") && line.contains("replace"));
        }
    }

    @Test
    void a_body_over_tls_that_never_ends_is_answered_408() throws Exception {
        open(ClientCertificates.NONE);
        try (Wire wire = wire(Optional.empty())) {
            assertThat(wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx")
                            .response())
                    .startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void a_handshake_that_never_comes_ends_with_the_time_for_headers() throws Exception {
        open(settings(ClientCertificates.NONE).withRequestTimeout(Duration.ofMillis(400)));
        try (Wire silent = new Wire(server.port().getAsInt())) {
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void plain_http_on_a_tls_port_gets_nothing() throws Exception {
        open(ClientCertificates.NONE);
        try (Wire plain = new Wire(server.port().getAsInt())) {
            assertThat(plain.send(GET).rest()).doesNotContain("200");
        }
    }

    private void open(ClientCertificates clients) throws IOException {
        open(settings(clients));
    }

    private void open(TlsSettings tls) throws IOException {
        open(settings(tls));
    }

    private void open(Settings settings) throws IOException {
        server = new HttpServer(settings.checked());
        server.open();
        server.serve(Optional.of(new Peer()));
    }

    private Settings settings(ClientCertificates clients) {
        return settings(authority.settings(serverKeys, clients));
    }

    private static Settings settings(TlsSettings tls) {
        return Settings.usual()
                .withRequestTimeout(Duration.ofSeconds(2))
                .withIdleTimeout(Duration.ofMinutes(1))
                .withTls(tls);
    }

    private String served() throws Exception {
        try (SSLSocket socket = socket(Optional.empty())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private SSLSocket socket(Optional<Path> keys) throws Exception {
        SSLContext context = authority.client(keys);
        return (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", server.port().getAsInt());
    }

    private Wire wire(Optional<Path> keys) throws Exception {
        return new Wire(socket(keys));
    }

    /** Says who asks. */
    private static final class Peer extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Object shown = request.getAttribute("javax.servlet.request.X509Certificate");
            String who = shown instanceof X509Certificate[] chain
                    ? chain[0].getSubjectX500Principal().getName()
                    : "nobody";
            byte[] text = (request.getScheme() + " " + request.isSecure() + " " + who).getBytes(StandardCharsets.UTF_8);
            response.setContentLength(text.length);
            response.getOutputStream().write(text);
        }
    }
}
