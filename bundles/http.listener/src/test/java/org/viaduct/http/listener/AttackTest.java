package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.viaduct.testkit.ErrorStream;

/** What hostile or broken peers send; after each of it the server still serves. */
class AttackTest {

    private final HttpServer server = new HttpServer(Settings.usual()
            .withRequestTimeout(Duration.ofMillis(400))
            .withIdleTimeout(Duration.ofSeconds(2))
            .withConnections(12)
            .checked());

    private final ErrorStream log = new ErrorStream();

    AttackTest() throws IOException {
        server.open();
        server.serve(Optional.of(new EchoServlet("echo")));
    }

    @AfterEach
    void still_serves() throws IOException {
        try (server;
                Wire wire = wire()) {
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response())
                    .endsWith("echo GET []");
            assertThat(log.lines()).noneMatch(line -> line.startsWith("\tat "));
        } finally {
            log.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 1.2.3.4", "x-forwarded-host: a", "Forwarded: for=1.2.3.4"})
    void a_request_through_a_proxy_is_refused(String header) throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("without " + header.substring(0, header.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "::"})
    void a_foreign_host_is_refused(String host) throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).containsPattern("^HTTP/1.1 4(21|00)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:99", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    void a_host_of_ours_is_served(String host) throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void two_hosts_are_refused() throws IOException {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: localhost\r\nHost: 127.0.0.1\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void an_absolute_target_for_another_host_is_refused() throws IOException {
        assertThat(answerTo("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK"})
    void methods_that_echo_are_refused(String method) throws IOException {
        assertThat(answerTo(method + " / HTTP/1.1\r\nHost: localhost\r\nCookie: a=secret\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .doesNotContain("secret");
    }

    @Test
    void headers_over_the_limit_are_answered_431() throws IOException {
        assertThat(answerTo(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(Settings.HEADER_LIMIT) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .doesNotContain("<");
    }

    @Test
    void a_declared_body_over_the_limit_is_answered_413_without_reading_it() throws IOException {
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void a_chunked_body_over_the_limit_is_answered_413() throws IOException {
        String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void a_body_of_exactly_the_limit_is_served() throws IOException {
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + Settings.BODY_LIMIT + "\r\n\r\n"
                        + "x".repeat(Settings.BODY_LIMIT)))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_gzip_body_is_inflated() throws IOException {
        assertThat(gzipPost(gzip("hello".getBytes()))).endsWith("echo POST [hello]");
    }

    @Test
    void a_gzip_body_that_inflates_over_the_limit_is_answered_413() throws IOException {
        assertThat(gzipPost(gzip(new byte[1_000_000]))).startsWith("HTTP/1.1 413");
    }

    @Test
    void a_corrupt_or_truncated_gzip_body_is_answered_400() throws IOException {
        byte[] sound = gzip("hello".repeat(100).getBytes());
        byte[] truncated = Arrays.copyOf(sound, sound.length - 6);
        assertThat(gzipPost("no gzip".getBytes())).startsWith("HTTP/1.1 400").contains("gzip");
        assertThat(gzipPost(truncated)).startsWith("HTTP/1.1 400");
    }

    @Test
    void another_content_encoding_is_answered_415() throws IOException {
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 415");
    }

    @Test
    void dripping_headers_ends_the_connection() throws Exception {
        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.1\r\n");
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        try {
                            wire.send("X");
                            return false;
                        } catch (IOException e) {
                            return true;
                        }
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
        }
    }

    @Test
    void dripping_headers_of_a_second_request_ends_the_connection() throws Exception {
        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response();
            wire.send("GET / HTTP/1.1\r\nX");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void a_connection_may_be_idle_between_requests_for_longer_than_headers_may_take() throws Exception {
        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response();
            await().pollDelay(Duration.ofMillis(900)).until(() -> true);
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response())
                    .endsWith("echo GET []");
        }
    }

    @Test
    void dripping_a_body_is_answered_408() throws Exception {
        try (Wire wire = wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
            Thread drip = new Thread(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        wire.send("x");
                        LockSupport.parkNanos(50_000_000);
                    }
                } catch (IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            drip.start();
            assertThat(wire.response()).startsWith("HTTP/1.1 408");
            drip.interrupt();
            drip.join();
        }
    }

    @Test
    void a_body_that_ends_early_harms_nobody() throws Exception {
        try (Wire wire = wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nxyz");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nxxxx",
                "GET / HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void what_is_no_http_is_answered_400_in_one_line(String request) throws IOException {
        assertThat(answerTo(request))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("<")
                .doesNotContain("\tat ");
    }

    @Test
    void more_connections_than_allowed_wait_until_others_end() throws IOException {
        List<Wire> open = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            open.add(wire());
        }
        try (Wire late = wire()) {
            late.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(late.response()).endsWith("echo GET []");
        }
        for (Wire each : open) {
            each.close();
        }
    }

    private String gzipPost(byte[] body) throws IOException {
        try (Wire wire = wire()) {
            return wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .send(body)
                    .response();
        }
    }

    private String answerTo(String request) throws IOException {
        try (Wire wire = wire()) {
            return wire.send(request).response();
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private Wire wire() throws IOException {
        return new Wire(server.port().getAsInt());
    }
}
