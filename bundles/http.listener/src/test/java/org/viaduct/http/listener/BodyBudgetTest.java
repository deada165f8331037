package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.testkit.ErrorStream;

/** What all bodies of a listener may occupy together, and what is logged of those refused. */
class BodyBudgetTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";

    private final EchoServlet echo = new EchoServlet("echo");
    private final HttpServer server = new HttpServer(
            Settings.usual().withRequestTimeout(Duration.ofMillis(600)).checked());

    BodyBudgetTest() throws IOException {
        server.open();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_body_that_finds_no_room_is_answered_503_at_once_and_the_late_ones_408_without_a_line_of_jetty()
            throws IOException {
        server.serve(Optional.of(echo));
        List<Wire> slow = new ArrayList<>();
        try (ErrorStream log = new ErrorStream();
                Wire late = wire()) {
            for (int i = 0; i < 4; i++) {
                slow.add(wire().send(POST + "x"));
            }
            await().until(() -> server.bodies() == Settings.BODIES_LIMIT);
            assertThat(late.send(POST + "x").rest())
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "Connection: close", "bodies.limit");
            for (Wire each : slow) {
                assertThat(each.rest()).startsWith("HTTP/1.1 408");
                each.close();
            }
            await().until(() -> server.bodies() == 0);
            assertThat(log.lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("Listener test answered 503 to 127.0.0.1: The bodies"))
                    .anyMatch(line -> line.contains("Listener test answered 408 to 127.0.0.1: The body took"));
        }
        try (Wire next = wire()) {
            assertThat(next.send(POST + "x".repeat(1000)).response()).startsWith("HTTP/1.1 200");
        }
        await().until(() -> server.bodies() == 0);
    }

    @Test
    void a_body_occupies_room_while_its_request_waits_or_is_served_and_no_longer() throws Exception {
        try (Wire wire = wire()) {
            wire.send(POST.replace("POST /", "POST /async") + "x".repeat(1000));
            await().until(() -> server.bodies() > 0);
            server.serve(Optional.of(echo));
            echo.asyncInside.await();
            assertThat(server.bodies()).isPositive();
            echo.asyncMayEnd.countDown();
            assertThat(wire.response()).contains("x".repeat(1000));
            await().until(() -> server.bodies() == 0);
        }
    }

    @Test
    void a_body_whose_sender_goes_away_occupies_no_room() throws Exception {
        try (Wire wire = wire()) {
            wire.send(POST + "x");
            await().until(() -> server.bodies() > 0);
        }
        await().until(() -> server.bodies() == 0);
    }

    @Test
    void a_flood_of_refusals_is_a_line_for_each_kind_and_a_count() {
        Refusals refusals = new Refusals("test");
        try (ErrorStream log = new ErrorStream()) {
            for (int i = 0; i < 1000; i++) {
                refusals.note(Refusal.closing(415, "Kind " + i % 60 + "."), "192.0.2.1");
            }
            assertThat(log.lines()).hasSize(50);
            refusals.endMinute();
            refusals.endMinute();
            assertThat(log.lines())
                    .hasSize(101)
                    .anyMatch(line -> line.contains("answered 415 to 192.0.2.1 16 more times within a minute: Kind 1."))
                    .anyMatch(line -> line.contains("refused 160 more requests of other kinds or peers"));
        }
    }

    private Wire wire() throws IOException {
        return new Wire(server.port().getAsInt());
    }
}
