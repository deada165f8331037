package org.viaduct.cpe.simulator.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HttpListener;
import org.viaduct.cpe.simulator.http.HttpListener.Answer;
import org.viaduct.cpe.simulator.http.HttpListener.Incoming;

/** Serves the files of one directory, or one file, to this machine only. */
public final class FileServer implements Closeable, HttpListener.Handler {
    private final Path directory;
    private final Optional<Path> only;
    private final String authorization;
    private final Consumer<String> log;
    private final HttpListener listener;

    /**
     * @param served a directory, or a file that alone is served
     * @param port 0 for any
     * @param credentials {@code user:password} to demand by basic authentication; empty for none
     * @param log takes a line for each request
     * @throws IOException if the port is taken
     */
    public FileServer(Path served, int port, String credentials, Consumer<String> log) throws IOException {
        Path real = served.toRealPath();
        this.only = Files.isDirectory(real) ? Optional.empty() : Optional.of(real);
        this.directory = only.isPresent() ? real.getParent() : real;
        this.authorization = credentials.isEmpty()
                ? ""
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.log = log;
        this.listener = HttpListener.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), this, "cpe-file-server");
    }

    /** The URL of the directory, or of the one file. */
    public String url() {
        String base = "http://127.0.0.1:" + listener.port() + "/";
        return only.map(file -> base + file.getFileName()).orElse(base);
    }

    @Override
    public Optional<Answer> handle(Incoming request) {
        Answer answer = answer(request);
        log.accept(request.method() + " " + request.target() + " " + answer.status());
        return Optional.of(answer);
    }

    private Answer answer(Incoming request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.empty(405, "Method Not Allowed", List.of(new Header("Allow", "GET, HEAD")));
        }
        byte[] given =
                Header.first(request.headers(), "Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!authorization.isEmpty() && !MessageDigest.isEqual(given, authorization.getBytes(StandardCharsets.UTF_8))) {
            return Answer.empty(401, "Unauthorized", List.of(new Header("WWW-Authenticate", "Basic realm=\"files\"")));
        }
        try {
            String name = URLDecoder.decode(request.target().split("\\?", 2)[0].substring(1), StandardCharsets.UTF_8);
            Path file = directory.resolve(name).toRealPath();
            boolean served = file.startsWith(directory)
                    && Files.isRegularFile(file)
                    && only.map(file::equals).orElse(true);
            if (!served) {
                return Answer.empty(404, "Not Found", List.of());
            }
            return new Answer(
                    200,
                    "OK",
                    List.of(new Header("Content-Type", "application/octet-stream")),
                    Files.size(file),
                    () -> Files.newInputStream(file));
        } catch (IOException | InvalidPathException missing) {
            return Answer.empty(404, "Not Found", List.of());
        } catch (IllegalArgumentException badEscape) {
            return Answer.empty(400, "Bad Request", List.of());
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
