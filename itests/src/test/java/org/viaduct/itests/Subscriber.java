package org.viaduct.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A notification target that collects what it is told, repetitions left out, and may be away for a while. */
final class Subscriber implements AutoCloseable {

    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    private volatile boolean away;

    Subscriber() throws IOException {
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
    }

    /** From now on, or no longer, it answers 503. */
    void away(boolean now) {
        away = now;
    }

    /** The verification requests it took. */
    long verifications() {
        return notifications().filter(sgn -> sgn.path("vrq").asBoolean()).count();
    }

    /** The events it was told of for a subscription, in order. */
    List<JsonNode> events(String subscription) {
        return notifications()
                .filter(sgn -> sgn.path("sur").asText().equals(subscription))
                .map(sgn -> sgn.path("nev"))
                .filter(nev -> !nev.isMissingNode())
                .collect(Collectors.toList());
    }

    /** The results of asynchronous requests that it was told of, in order. */
    List<JsonNode> results() {
        return bodies.stream()
                .map(body -> body.path("m2m:rsp"))
                .filter(rsp -> !rsp.isMissingNode())
                .collect(Collectors.toList());
    }

    private Stream<JsonNode> notifications() {
        return bodies.stream().map(body -> body.path("m2m:sgn"));
    }

    /** How often it was told again what it had taken before. */
    int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = Onem2m.JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!away) {
            if (taken.add(exchange.getRequestHeaders().getFirst("X-M2M-RI"))) {
                bodies.add(body);
            } else {
                repeated.incrementAndGet();
            }
        }
        exchange.sendResponseHeaders(away ? 503 : 200, -1);
        exchange.close();
    }
}
