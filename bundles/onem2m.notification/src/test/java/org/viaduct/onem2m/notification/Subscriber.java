package org.viaduct.onem2m.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes notifications, or not, as a test says. */
final class Subscriber implements AutoCloseable {

    /** What came, whether it was taken or not. */
    record Received(String path, String requestId, String origin, String release, String contentType, String body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile int status = 200;
    volatile String code = "2000";
    volatile int answerSize;

    private final AtomicInteger atOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Subscriber() throws IOException {
        this(0);
    }

    Subscriber(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The bodies, each once, in the order in which they came first. */
    List<String> bodies() {
        return received.stream().map(Received::body).distinct().toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("X-M2M-RI"),
                exchange.getRequestHeaders().getFirst("X-M2M-Origin"),
                exchange.getRequestHeaders().getFirst("X-M2M-RVI"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body));
        atOnce.decrementAndGet();
        if (!code.isEmpty()) {
            exchange.getResponseHeaders().set("X-M2M-RSC", code);
        }
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, answerSize == 0 ? -1 : answerSize);
        if (answerSize > 0) {
            exchange.getResponseBody().write(new byte[answerSize]);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
