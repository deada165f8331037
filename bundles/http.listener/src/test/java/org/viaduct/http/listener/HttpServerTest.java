package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private final EchoServlet echo = new EchoServlet("echo");
    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_request_reaches_the_servlet_and_the_server_does_not_say_what_it_is() throws IOException {
        open(Settings.usual());
        try (Wire wire = wire()) {
            String response = wire.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello")
                    .response();
            assertThat(response).startsWith("HTTP/1.1 200").endsWith("echo POST [hello]");
            assertThat(response).doesNotContain("Server:").doesNotContain("Jetty");
        }
    }

    @Test
    void a_connection_serves_several_requests() throws IOException {
        open(Settings.usual());
        try (Wire wire = wire()) {
            for (int i = 0; i < 3; i++) {
                String response = wire.send(
                                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n" + i
                                        + "\r\n0\r\n\r\n")
                        .response();
                assertThat(response).endsWith("echo POST [" + i + "]");
            }
        }
    }

    @Test
    void a_body_of_any_size_is_streamed_as_it_is_where_the_servlet_bounds_it() throws IOException {
        server = new HttpServer(Settings.usual().streaming());
        server.open();
        server.serve(Optional.of(echo));
        String body = "x".repeat(100 * Settings.BODY_LIMIT);
        try (Wire wire = wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n");
            assertThat(wire.response()).startsWith("HTTP/1.1 100");
            assertThat(wire.send(body).response()).endsWith("echo POST [" + body + "]");
        }
    }

    @Test
    void an_http_1_0_client_without_host_is_served_and_its_connection_closed() throws IOException {
        open(Settings.usual());
        try (Wire wire = wire()) {
            assertThat(wire.send("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx")
                            .rest())
                    .contains(" 200 ")
                    .endsWith("echo POST [x]");
        }
    }

    @Test
    void an_http_1_0_client_may_keep_its_connection() throws IOException {
        open(Settings.usual());
        try (Wire wire = wire()) {
            for (int i = 0; i < 2; i++) {
                assertThat(wire.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                                .response())
                        .endsWith("echo GET []");
            }
        }
    }

    @Test
    void a_request_without_a_servlet_is_answered_503_after_the_pause() throws IOException {
        server = new HttpServer(
                Settings.usual().withPause(Duration.ofMillis(100)).checked());
        server.open();
        try (Wire wire = wire()) {
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response())
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5")
                    .contains("try again");
        }
    }

    @Test
    void a_request_that_waits_is_served_when_a_servlet_comes() throws IOException {
        server = new HttpServer(Settings.usual().checked());
        server.open();
        try (Wire wire = wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            server.serve(Optional.of(echo));
            assertThat(wire.response()).endsWith("echo POST [hi]");
        }
    }

    @Test
    void a_request_whose_body_comes_while_the_server_stops_is_not_answered_as_done_unless_it_was() throws Exception {
        open(Settings.usual());
        try (Wire wire = wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            assertThat(wire.send("hi").response())
                    .matches(response -> !response.startsWith("HTTP/1.1 200") || response.endsWith("echo POST [hi]"));
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void what_a_servlet_has_asked_for_may_still_come_while_the_server_stops() throws Exception {
        open(Settings.usual());
        try (Wire wire = wire()) {
            wire.send("POST /expecting HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                    .response();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            await().until(() -> server.port().isEmpty());
            assertThat(wire.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi")
                            .response())
                    .endsWith("echo POST [hi]");
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_asynchronous_request_finishes_in_the_servlet_that_departs() throws Exception {
        open(Settings.usual());
        try (Wire inside = wire();
                Wire next = wire()) {
            inside.send("POST /async HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nold");
            echo.asyncInside.await();
            server.serve(Optional.empty());
            server.serve(Optional.of(new EchoServlet("update")));
            assertThat(next.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").response())
                    .endsWith("update GET []");
            assertThat(echo.destroyed).hasValue(0);
            echo.asyncMayEnd.countDown();
            assertThat(inside.response()).endsWith("echo POST [old]");
            await().untilAsserted(() -> assertThat(echo.destroyed).hasValue(1));
        }
    }

    @Test
    void a_request_in_progress_may_take_longer_than_a_connection_may_be_idle() throws Exception {
        open(Settings.usual().withIdleTimeout(Duration.ofMillis(100)));
        try (Wire inside = wire()) {
            inside.send("POST /async HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx");
            echo.asyncInside.await();
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            echo.asyncMayEnd.countDown();
            assertThat(inside.response()).endsWith("echo POST [x]");
        }
    }

    @Test
    void closing_lets_requests_in_progress_finish() throws Exception {
        open(Settings.usual());
        try (Wire inside = wire()) {
            inside.send("GET /async HTTP/1.1\r\nHost: localhost\r\n\r\n");
            echo.asyncInside.await();
            Thread closing = new Thread(server::close);
            closing.start();
            await().until(() -> closing.getState() != Thread.State.RUNNABLE);
            echo.asyncMayEnd.countDown();
            assertThat(inside.rest()).endsWith("echo GET []");
            closing.join();
        }
    }

    @Test
    void closing_answers_those_who_wait_for_a_servlet() throws Exception {
        server = new HttpServer(Settings.usual().checked());
        server.open();
        try (Wire wire = wire()) {
            wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            server.close();
            assertThat(wire.rest()).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void a_failing_servlet_is_answered_500_without_detail() throws IOException {
        open(Settings.usual());
        try (Wire wire = wire()) {
            assertThat(wire.send("GET /fail HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .response())
                    .startsWith("HTTP/1.1 500")
                    .doesNotContain("secret")
                    .doesNotContain("at org.");
        }
    }

    @Test
    void an_address_off_loopback_is_refused() {
        assertThatThrownBy(
                        () -> new HttpServer(Settings.usual().onHost("0.0.0.0").checked()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void a_taken_port_can_be_tried_again() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server =
                    new HttpServer(Settings.usual().onPort(taken.getLocalPort()).checked());
            assertThatThrownBy(server::open).isInstanceOf(IOException.class);
        }
        server.open();
        assertThat(server.port()).isPresent();
    }

    private void open(Settings settings) throws IOException {
        server = new HttpServer(settings.checked());
        server.open();
        server.serve(Optional.of(echo));
    }

    private Wire wire() throws IOException {
        return new Wire(server.port().getAsInt());
    }
}
