package org.viaduct.cpe.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.MalformedMessage;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.DUStateChangeCompleteResponse;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.rpc.InformResponse;
import org.viaduct.cwmp.rpc.TransferComplete;
import org.viaduct.cwmp.rpc.TransferCompleteResponse;
import org.viaduct.cwmp.schema.CwmpSchema;

/** An ACS that sends what a test has prepared, and remembers everything. */
final class ScriptedAcs implements AutoCloseable {
    /** A POST as it came. */
    record Post(Optional<Envelope> envelope, Optional<String> violation, String cookie, HttpHead head) {}

    /** What the HTTP side of a POST looked like. */
    record HttpHead(String contentType, String transferEncoding, boolean soapAction, String remote, byte[] body) {}

    private final CwmpReader reader = new CwmpReader();
    private final CwmpWriter writer = new CwmpWriter();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Function<String, byte[]>> rpcs = new ConcurrentLinkedQueue<>();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile int failures;
    private volatile String namespace = "urn:dslforum-org:cwmp-1-2";
    private volatile String contentType = "text/xml; charset=utf-8";

    ScriptedAcs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/acs", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/acs");
    }

    /** To be sent in the next session that asks. */
    ScriptedAcs send(CwmpRequest... requests) {
        for (CwmpRequest request : requests) {
            rpcs.add(id -> writer.write(Envelope.of(namespace, id, request)));
        }
        return this;
    }

    /** The same, as it is. */
    void sendRaw(String document) {
        rpcs.add(id -> document.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The next so many Informs are answered 500. */
    void failNext(int informs) {
        failures = informs;
    }

    void speak(String spoken) {
        namespace = spoken;
    }

    void contentType(String type) {
        contentType = type;
    }

    List<Post> posts() {
        return posts;
    }

    <T extends CwmpMessage> List<T> received(Class<T> type) {
        return posts.stream()
                .flatMap(post -> post.envelope().stream())
                .map(Envelope::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<String> violations() {
        return posts.stream().flatMap(post -> post.violation().stream()).toList();
    }

    /** The events of each Inform, keys included. */
    List<List<String>> events() {
        return received(Inform.class).stream()
                .map(inform -> inform.event().stream()
                        .map(event -> (event.eventCode() + " " + event.commandKey()).strip())
                        .toList())
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Envelope> envelope = body.length == 0 ? Optional.empty() : Optional.of(read(exchange, body));
            posts.add(new Post(
                    envelope,
                    envelope.flatMap(read -> CwmpSchema.violation(body)),
                    header(exchange, "Cookie"),
                    new HttpHead(
                            header(exchange, "Content-Type"),
                            header(exchange, "Transfer-Encoding"),
                            exchange.getRequestHeaders().containsKey("SOAPAction"),
                            exchange.getRemoteAddress().toString(),
                            body)));
            CwmpMessage message = envelope.map(Envelope::body).orElse(null);
            if (message instanceof Inform) {
                if (failures > 0) {
                    failures--;
                    exchange.sendResponseHeaders(500, -1);
                    return;
                }
                exchange.getResponseHeaders().add("Set-Cookie", "session=" + posts.size() + "; Path=/; HttpOnly");
                answer(exchange, writer.write(envelope.get().answer(new InformResponse(1))));
            } else if (message instanceof TransferComplete) {
                answer(exchange, writer.write(envelope.get().answer(new TransferCompleteResponse())));
            } else if (message instanceof DUStateChangeComplete) {
                answer(exchange, writer.write(envelope.get().answer(new DUStateChangeCompleteResponse())));
            } else {
                Function<String, byte[]> next = rpcs.poll();
                if (next == null) {
                    exchange.sendResponseHeaders(204, -1);
                } else {
                    answer(exchange, next.apply("acs-" + posts.size()));
                }
            }
        }
    }

    private Envelope read(HttpExchange exchange, byte[] body) throws IOException {
        boolean zipped = header(exchange, "Content-Encoding").equals("gzip");
        var plain = new ByteArrayInputStream(body);
        try {
            return reader.read(zipped ? new java.util.zip.GZIPInputStream(plain) : plain);
        } catch (MalformedMessage malformed) {
            throw new IOException(malformed);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private void answer(HttpExchange exchange, byte[] document) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", contentType);
        exchange.sendResponseHeaders(200, document.length);
        exchange.getResponseBody().write(document);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
