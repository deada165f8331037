package org.viaduct.cpe.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A file server that can also fail in the ways file servers do. */
final class TestFiles implements AutoCloseable {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));

    private final HttpServer server;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, String> uploads = new ConcurrentHashMap<>();

    TestFiles() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String put(String name, String content) {
        files.put("/" + name, content);
        return url(name);
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    Map<String, String> uploads() {
        return uploads;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            boolean open = !path.startsWith("/private/")
                    || BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!open) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"files\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (exchange.getRequestMethod().equals("PUT")) {
                uploads.put(path, new String(sent, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(201, -1);
            } else if (path.equals("/truncated.bin")) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(new byte[10]);
            } else if (!files.containsKey(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] content = files.get(path).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
