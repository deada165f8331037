package org.viaduct.onem2m.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.HttpConfiguration.Customizer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The servlet on a real port, with a clock that stands still, and a client for it. */
final class Binding implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    final HttpBinding servlet;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();

    /** What the listener puts into each request, such as that it is secure. */
    volatile Customizer arrival = (channel, configuration, request) -> {};

    Binding(Duration pause, Duration responseTimeout) throws Exception {
        this(pause, responseTimeout, true);
    }

    Binding(Duration pause, Duration responseTimeout, boolean loopbackAnonymous) throws Exception {
        servlet = new HttpBinding(
                new JsonLimits(8, 100, 1000),
                pause,
                responseTimeout,
                loopbackAnonymous,
                Clock.fixed(NOW, ZoneOffset.UTC));
        connector.setHost("127.0.0.1");
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .addCustomizer((channel, configuration, request) -> arrival.customize(channel, configuration, request));
        server.addConnector(connector);
        ServletContextHandler root = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        root.addServlet(holder, "/*");
        server.setHandler(root);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    Call call(String method, String target) {
        return new Call(method, target);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** A request with the usual headers, until the test changes them. */
    final class Call {

        private final String method;
        private final String target;
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private byte[] body = {};

        Call(String method, String target) {
            this.method = method;
            this.target = target;
            header("X-M2M-Origin", "CAdmin").header("X-M2M-RI", "r1").header("X-M2M-RVI", "4");
        }

        Call header(String name, String... values) {
            headers.put(name, List.of(values));
            return this;
        }

        Call without(String name) {
            headers.remove(name);
            return this;
        }

        Call body(String contentType, String text) {
            return body(contentType, text.getBytes(StandardCharsets.UTF_8));
        }

        Call body(String contentType, byte[] bytes) {
            body = bytes;
            return header("Content-Type", contentType);
        }

        HttpResponse<String> send() throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                    .timeout(Duration.ofSeconds(10))
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            List<String> flat = new ArrayList<>();
            headers.forEach((name, values) -> values.forEach(value -> flat.addAll(List.of(name, value))));
            if (!flat.isEmpty()) {
                request.headers(flat.toArray(String[]::new));
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
