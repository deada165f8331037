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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.rpc.GetRPCMethods;
import org.viaduct.cwmp.rpc.InformResponse;

/** What a CPE does that is told to hold its requests (TR-069 3.5, 3.7.1.4). */
class HoldRequestsTest {
    private record Step(CwmpMessage message, UnaryOperator<Envelope> header) {}

    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private Fleet fleet;

    HoldRequestsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        fleet.close();
        server.stop(0);
    }

    @Test
    void a_cpe_that_was_held_says_again_that_it_has_nothing_more() throws IOException {
        steps.add(new Step(new InformResponse(1), Envelope::holdingRequests));
        steps.add(new Step(new GetRPCMethods(), Envelope::holdingRequests));
        steps.add(new Step(new GetRPCMethods(), envelope -> envelope));
        SimulatedCpe cpe = start();
        await().until(() -> cpe.sessions() == 1);
        assertThat(posts).containsExactly("Inform", "empty", "GetRPCMethodsResponse", "GetRPCMethodsResponse", "empty");
        assertThat(cpe.violations()).isEmpty();
    }

    @Test
    void a_cpe_that_is_left_held_has_failed() throws IOException {
        steps.add(new Step(new InformResponse(1), Envelope::holdingRequests));
        SimulatedCpe cpe = start();
        await().until(() -> cpe.failedSessions() == 1);
        assertThat(posts).startsWith("Inform", "empty");
    }

    private SimulatedCpe start() throws IOException {
        fleet = Fleet.builder()
                .acs(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .start();
        return fleet.cpe();
    }

    /** Answers with the next step, and with 204 when there is none or when the CPE has answered the last. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Envelope received = body.length == 0
                    ? Envelope.of("urn:dslforum-org:cwmp-1-2", "acs-" + posts.size(), new GetRPCMethods())
                    : new CwmpReader().read(new ByteArrayInputStream(body));
            posts.add(body.length == 0 ? "empty" : received.body().name());
            Step step = steps.poll();
            if (step == null) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            byte[] answer = new CwmpWriter().write(step.header().apply(received.answer(step.message())));
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (MalformedMessage malformed) {
            throw new IOException(malformed);
        }
    }
}
