package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cpe.simulator.http.DigestVerifier;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.rpc.InformResponse;
import org.viaduct.cwmp.rpc.RebootResponse;

/** The session's first steps, where an ACS may challenge, redirect, refuse and hold. */
class AcsHttpTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<CwmpMessage> answers = new ArrayList<>();
    private final DigestVerifier digest = new DigestVerifier(new SecureRandom());
    private HttpServer server;
    private Fleet fleet;
    private String wrongId = "";
    private boolean hold;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/digest", exchange -> guarded(exchange, true));
        server.createContext("/basic", exchange -> guarded(exchange, false));
        server.createContext("/acs", this::serve);
        server.createContext("/moved", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Location", "/acs");
                exchange.sendResponseHeaders(307, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        fleet.close();
        server.stop(0);
    }

    private SimulatedCpe start(String path) throws IOException {
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .acsCredentials("cpe", "secret")
                .start();
        return fleet.cpe();
    }

    private void guarded(HttpExchange exchange, boolean byDigest) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        boolean proved =
                byDigest ? digest.proves(given, "POST", path, "cpe", "secret") : given.equals("Basic Y3BlOnNlY3JldA==");
        if (proved) {
            serve(exchange);
            return;
        }
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.add("challenged");
            if (byDigest) {
                digest.challenges()
                        .forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
            } else {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"acs\"");
            }
            exchange.sendResponseHeaders(401, -1);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (body.length == 0) {
                requests.add("empty");
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            Envelope envelope = new CwmpReader().read(new ByteArrayInputStream(body));
            requests.add(envelope.body().name());
            CwmpMessage answer = answers.isEmpty() ? new InformResponse(1) : answers.remove(0);
            String id = wrongId.isEmpty() ? envelope.id() : wrongId;
            byte[] document = new CwmpWriter()
                    .write(new Envelope(envelope.namespace(), id, hold, OptionalInt.empty(), List.of(), "", answer));
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
        } catch (MalformedMessage malformed) {
            throw new IOException(malformed);
        }
    }

    @Test
    void a_digest_challenge_is_answered_once_a_session() throws IOException {
        SimulatedCpe cpe = start("/digest");
        await().until(() -> cpe.sessions() == 1);
        assertThat(requests).containsExactly("challenged", "Inform", "empty");
    }

    @Test
    void a_basic_challenge_is_answered() throws IOException {
        SimulatedCpe cpe = start("/basic");
        await().until(() -> cpe.sessions() == 1);
        assertThat(requests).containsExactly("challenged", "Inform", "empty");
    }

    @Test
    void a_redirect_is_followed_for_the_session() throws IOException {
        SimulatedCpe cpe = start("/moved");
        await().until(() -> cpe.sessions() == 1);
        assertThat(requests).containsExactly("Inform", "empty");
    }

    @Test
    void fault_8005_repeats_the_request_in_the_session() throws IOException {
        answers.add(new CwmpFault(8005, "Retry request"));
        SimulatedCpe cpe = start("/acs");
        await().until(() -> cpe.sessions() == 1);
        assertThat(requests).containsExactly("Inform", "Inform", "empty");
    }

    @Test
    void another_fault_ends_the_session() throws IOException {
        answers.add(new CwmpFault(8001, "Request denied"));
        SimulatedCpe cpe = start("/acs");
        await().until(() -> cpe.failedSessions() == 1);
        assertThat(requests).containsExactly("Inform");
    }

    @Test
    void an_answer_that_does_not_match_is_a_violation() throws IOException {
        answers.add(new RebootResponse());
        SimulatedCpe cpe = start("/acs");
        await().until(() -> cpe.failedSessions() == 1);
        assertThat(cpe.violations())
                .extracting(Violation::message)
                .containsExactly("Inform was answered by RebootResponse");
    }

    @Test
    void an_answer_with_another_id_is_a_violation() throws IOException {
        wrongId = "other";
        SimulatedCpe cpe = start("/acs");
        await().until(() -> cpe.sessions() == 1);
        assertThat(cpe.violations().get(0).message()).contains("has the header ID \"other\"");
    }

    @Test
    void a_session_that_ends_held_has_failed() throws IOException {
        hold = true;
        SimulatedCpe cpe = start("/acs");
        await().until(() -> cpe.failedSessions() == 1);
        assertThat(requests).containsExactly("Inform", "empty");
    }
}
