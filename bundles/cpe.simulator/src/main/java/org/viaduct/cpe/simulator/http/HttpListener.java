package org.viaduct.cpe.simulator.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server: one request a connection, one answer, closed. A few threads serve any number of devices. */
public final class HttpListener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int THREADS = 8;
    private static final int WAITING = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A request as it came; a body, which no request here needs, is not read. */
    public record Incoming(String method, String target, List<Header> headers) {
        public Incoming {
            headers = List.copyOf(headers);
        }
    }

    /** Opens the body of an answer when it is about to be sent. */
    @FunctionalInterface
    public interface BodySource {
        InputStream open() throws IOException;
    }

    /** An answer; its length is said, and the connection closed after it. */
    public record Answer(int status, String reason, List<Header> headers, long length, BodySource body) {
        public Answer {
            headers = List.copyOf(headers);
        }

        /** An answer without body. */
        public static Answer empty(int status, String reason, List<Header> headers) {
            return new Answer(status, reason, headers, 0, () -> new ByteArrayInputStream(new byte[0]));
        }
    }

    /** Decides on a request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer; empty to drop the connection without one. */
        Optional<Answer> handle(Incoming request);

        /** Called when the answer has been sent. */
        default void answered(Incoming request, Answer answer) {}
    }

    private final ServerSocket server;
    private final Handler handler;
    private final ThreadPoolExecutor threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpListener(ServerSocket server, Handler handler, String name) {
        this.server = server;
        this.handler = handler;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        Thread acceptor = new Thread(this::accept, name + "-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /**
     * Listens at once.
     *
     * @param name of its threads
     * @throws IOException if the address cannot be listened on
     */
    public static HttpListener listen(InetSocketAddress address, Handler handler, String name) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, WAITING);
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        return new HttpListener(server, handler, name);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                try {
                    threads.execute(() -> serve(socket));
                } catch (RejectedExecutionException flooded) {
                    drop(socket);
                }
            } catch (SocketException closed) {
                if (!server.isClosed()) {
                    LOG.warn("The HTTP listener on port {} cannot accept: {}", port(), closed.getMessage());
                }
            } catch (IOException failed) {
                LOG.warn("The HTTP listener on port {} cannot accept: {}", port(), failed.getMessage());
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            HttpInput in = new HttpInput(new BufferedInputStream(socket.getInputStream()));
            String[] line = in.line().split(" ");
            List<Header> headers = in.headers();
            if (line.length != 3 || !line[2].startsWith("HTTP/1.") || !line[1].startsWith("/")) {
                send(socket.getOutputStream(), Answer.empty(400, "Bad Request", List.of()), true);
                return;
            }
            Incoming request = new Incoming(line[0], line[1], headers);
            Optional<Answer> answer = handler.handle(request);
            if (answer.isPresent()) {
                send(socket.getOutputStream(), answer.get(), !request.method().equals("HEAD"));
                socket.shutdownOutput();
                handler.answered(request, answer.get());
            }
        } catch (IOException failed) {
            LOG.debug("An HTTP request failed: {}", failed.getMessage());
        } finally {
            open.remove(socket);
        }
    }

    private static void send(OutputStream out, Answer answer, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder(128)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(answer.reason())
                .append("\r\n");
        answer.headers().forEach(header -> head.append(header.name())
                .append(": ")
                .append(header.value())
                .append("\r\n"));
        head.append("Content-Length: ").append(answer.length()).append("\r\nConnection: close\r\n\r\n");
        out.write(HttpInput.latin1(head));
        if (withBody) {
            try (InputStream body = answer.body().open()) {
                body.transferTo(out);
            }
        }
        out.flush();
    }

    private void drop(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            LOG.debug("A connection was gone before it was dropped: {}", alreadyGone.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException notClosed) {
            LOG.warn("The HTTP listener on port {} cannot be closed: {}", port(), notClosed.getMessage());
        }
        open.forEach(this::drop);
        threads.shutdownNow();
    }
}
