package org.viaduct.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.viaduct.files.api.FileName;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.store.disturbed.DisturbedStore;

/** A file service behind a port of its own, in a directory and with a clock of the test. */
final class Bench extends Clock implements AutoCloseable {

    static final String DEVICE = "00D09E-GW-1";
    static final String TRANSFER = "01M83J9VYCBCC3TRXFK0FT026A";

    final DisturbedStore store = new DisturbedStore();
    final Path directory;
    FileService service;

    private final Callers tokens = new Tokens();
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final Limits limits;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ServletHolder holder;

    Bench(Path directory) throws Exception {
        this(directory, new Limits(10 << 20, 20 << 20, 0));
    }

    Bench(Path directory, Limits limits) throws Exception {
        this.directory = directory;
        this.limits = limits;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        service = newService();
        ServletContextHandler root = new ServletContextHandler();
        holder = new ServletHolder(service);
        holder.setAsyncSupported(true);
        root.addServlet(holder, "/*");
        server.setHandler(root);
        server.start();
    }

    private FileService newService() throws IOException {
        Settings settings = new Settings(directory, base(), limits, Duration.ofHours(1), 1000, Set.of("CAdmin"));
        FileService fresh = new FileService(settings, store, this);
        fresh.bindCallers(tokens);
        return fresh;
    }

    /** Knows two tokens and no certificate. */
    private static final class Tokens implements Callers {

        @Override
        public Optional<Caller> byToken(String token) {
            return switch (token) {
                case "admin" -> Optional.of(new Caller("token admin", Set.of("CAdmin")));
                case "other" -> Optional.of(new Caller("token other", Set.of("COther")));
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<Caller> byCertificate(X509Certificate certificate) {
            return Optional.empty();
        }
    }

    void unknowing() {
        service.unbindCallers(tokens);
    }

    /** What a restart does, but for the port. */
    void restart() throws IOException {
        service.close();
        service = newService();
    }

    String base() {
        return "http://127.0.0.1:" + port() + "/";
    }

    int port() {
        return connector.getLocalPort();
    }

    Wire wire() throws IOException {
        return new Wire(port());
    }

    void put(String name, byte[] content) throws IOException {
        service.put(new FileName(name), new ByteArrayInputStream(content), "tester");
    }

    void put(String name, String content) throws IOException {
        put(name, content.getBytes(StandardCharsets.US_ASCII));
    }

    /** The path of a fresh URL for a file. */
    String offer(String name) {
        return path(service.offer(TRANSFER, new FileName(name), DEVICE, Duration.ZERO)
                .orElseThrow()
                .url());
    }

    /** The path of a fresh URL to send to. */
    String accept() {
        return path(service.accept(TRANSFER, "1 Vendor Configuration File", DEVICE, Duration.ZERO));
    }

    private String path(String url) {
        return url.substring(base().length() - 1);
    }

    String get(String path, String... headers) throws IOException {
        return request("GET", path, headers);
    }

    String request(String method, String path, String... headers) throws IOException {
        try (Wire wire = wire()) {
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
            Stream.of(headers).forEach(header -> head.append(header).append("\r\n"));
            wire.send(head.append("Connection: close\r\n\r\n").toString());
            return wire.rest();
        }
    }

    String send(String method, String path, String body, String... headers) throws IOException {
        try (Wire wire = wire()) {
            wire.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n"
                    + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n" + body);
            return wire.rest();
        }
    }

    /** The files in the directory. */
    List<String> contents() {
        try (Stream<Path> files = java.nio.file.Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void close() throws Exception {
        service.close();
        server.stop();
    }
}
