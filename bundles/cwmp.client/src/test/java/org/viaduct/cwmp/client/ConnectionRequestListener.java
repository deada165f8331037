package org.viaduct.cwmp.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The HTTP server of a CPE, as small and as odd as theirs are: what it answers to a request's head, the test says. */
final class ConnectionRequestListener implements AutoCloseable {

    private final ServerSocket listener;
    private final Function<String, Optional<String>> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param answers what to write for a request's head, no text to hang up; empty for silence */
    ConnectionRequestListener(Function<String, Optional<String>> answers) {
        this.answers = answers;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.execute(this::accept);
    }

    static ConnectionRequestListener answering(String answer) {
        return new ConnectionRequestListener(head -> Optional.of(answer));
    }

    static String status(String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
    }

    static String challenge(String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            head.append("WWW-Authenticate: ").append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    head.append(line).append('\n');
                    continue;
                }
                requests.add(head.toString());
                Optional<String> answer = answers.apply(head.toString());
                head.setLength(0);
                if (answer.isPresent()) {
                    connection.getOutputStream().write(answer.get().getBytes(StandardCharsets.ISO_8859_1));
                    if (answer.get().isEmpty() || answer.get().contains("X-Then: hang up")) {
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            connections.remove(connection);
        }
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return accepted.get();
    }

    int port() {
        return listener.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/cr/7?x=1";
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
