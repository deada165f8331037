package org.viaduct.cpe.simulator.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;

/**
 * A client's connection to one address, opened when needed and kept as long as both sides want. For one
 * thread, but any may close it.
 */
public final class HttpConnection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final int MAX_REPLY = 16 << 20;
    private static final int MAX_INTERIM = 5;

    private final InetSocketAddress address;
    private final Duration timeout;
    private final Optional<Tls> tls;
    private volatile @Nullable Socket socket;
    private @Nullable HttpInput input;
    private volatile boolean closed;
    private int opened;

    public HttpConnection(InetAddress host, int port, Duration timeout) {
        this(host, port, timeout, Optional.empty());
    }

    public HttpConnection(InetAddress host, int port, Duration timeout, Optional<Tls> tls) {
        this.address = new InetSocketAddress(host, port);
        this.timeout = timeout;
        this.tls = tls;
    }

    /** How often a connection was opened. */
    public int opened() {
        return opened;
    }

    /** Sends the request and reads the whole answer, at most 16 MiB. */
    public HttpReply exchange(HttpRequest request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpReply reply = exchange(request, Optional.empty(), body);
        return new HttpReply(reply.status(), reply.headers(), body.toByteArray());
    }

    /** Sends the request; the body of a 2xx answer goes to the sink, any other's is skipped. */
    public HttpReply exchange(HttpRequest request, BodySink sink) throws IOException {
        return exchange(request, Optional.of(sink), new ByteArrayOutputStream());
    }

    /** Sends the request and reads no answer. */
    public void send(HttpRequest request) throws IOException {
        Socket open = open();
        open.getOutputStream().write(bytes(request));
        open.getOutputStream().flush();
    }

    private HttpReply exchange(HttpRequest request, Optional<BodySink> sink, ByteArrayOutputStream body)
            throws IOException {
        boolean reused = socket != null;
        try {
            return once(request, sink, body);
        } catch (EOFException | SocketException closedMeanwhile) {
            disconnect();
            if (!reused || closed) {
                throw closedMeanwhile;
            }
            body.reset();
            return once(request, sink, body);
        } catch (IOException failed) {
            disconnect();
            throw failed;
        }
    }

    private HttpReply once(HttpRequest request, Optional<BodySink> sink, ByteArrayOutputStream body)
            throws IOException {
        Socket open = open();
        HttpInput in = input(open);
        open.getOutputStream().write(bytes(request));
        open.getOutputStream().flush();
        String statusLine = in.line();
        int status = status(statusLine);
        List<Header> headers = in.headers();
        for (int i = 0; status >= 100 && status < 200; i++) {
            if (i == MAX_INTERIM) {
                throw new IOException("the server sent more than " + MAX_INTERIM + " interim answers");
            }
            statusLine = in.line();
            status = status(statusLine);
            headers = in.headers();
        }
        if (status != 204 && status != 304 && !request.method().equals("HEAD")) {
            readBody(in, status, headers, sink, body);
        }
        boolean framed = status == 204
                || Header.hasToken(headers, "Transfer-Encoding", "chunked")
                || HttpInput.contentLength(headers).isPresent();
        boolean keep = framed
                && (request.framing() == Framing.LENGTH || request.framing() == Framing.CHUNKED)
                && statusLine.startsWith("HTTP/1.1")
                && !Header.hasToken(headers, "Connection", "close");
        if (!keep) {
            disconnect();
        }
        return new HttpReply(status, headers, new byte[0]);
    }

    private static void readBody(
            HttpInput in, int status, List<Header> headers, Optional<BodySink> sink, ByteArrayOutputStream body)
            throws IOException {
        boolean toSink = sink.isPresent() && status >= 200 && status < 300;
        BodySink target = toSink
                ? sink.get()
                : (bytes, length) -> {
                    if (body.size() + length > MAX_REPLY) {
                        throw new IOException("the answer is larger than " + MAX_REPLY + " bytes");
                    }
                    body.write(bytes, 0, length);
                };
        in.body(headers, target);
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new IOException("the answer does not begin with an HTTP/1 status line");
        }
        return Integer.parseInt(parts[1]);
    }

    private Socket open() throws IOException {
        if (closed) {
            throw new SocketException("the connection is closed for good");
        }
        Socket current = socket;
        if (current != null) {
            return current;
        }
        Socket fresh = new Socket();
        try {
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout((int) timeout.toMillis());
            fresh.connect(address, (int) timeout.toMillis());
            if (tls.isPresent()) {
                fresh = tls.get().over(fresh);
            }
            input = new HttpInput(new BufferedInputStream(fresh.getInputStream()));
        } catch (SSLException refused) {
            fresh.close();
            throw new IOException("the TLS handshake failed: " + refused.getMessage(), refused);
        } catch (IOException failed) {
            fresh.close();
            throw new HostUnreachable(
                    "cannot connect to " + address.getAddress().getHostAddress() + ":" + address.getPort() + ": "
                            + failed.getMessage(),
                    failed);
        }
        opened++;
        socket = fresh;
        return fresh;
    }

    private HttpInput input(Socket open) throws IOException {
        HttpInput current = input;
        return current != null ? current : new HttpInput(new BufferedInputStream(open.getInputStream()));
    }

    private static byte[] bytes(HttpRequest request) {
        boolean old = request.framing() == Framing.HTTP_1_0;
        boolean chunked = request.framing() == Framing.CHUNKED && request.body().length > 0;
        StringBuilder head = new StringBuilder(256)
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(old ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n")
                .append("Host: ")
                .append(request.host())
                .append("\r\n");
        request.headers().forEach(header -> head.append(header.name())
                .append(": ")
                .append(header.value())
                .append("\r\n"));
        if (request.framing() == Framing.CLOSE) {
            head.append("Connection: close\r\n");
        }
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (!request.method().equals("GET")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + request.body().length);
        message.writeBytes(HttpInput.latin1(head));
        if (chunked) {
            writeChunks(request.body(), message);
        } else {
            message.writeBytes(request.body());
        }
        return message.toByteArray();
    }

    private static void writeChunks(byte[] body, ByteArrayOutputStream to) {
        int size = 1000;
        for (int start = 0; start < body.length; start += size) {
            int length = Math.min(size, body.length - start);
            to.writeBytes(HttpInput.latin1(Integer.toHexString(length) + "\r\n"));
            to.write(body, start, length);
            to.writeBytes(HttpInput.latin1("\r\n"));
        }
        to.writeBytes(HttpInput.latin1("0\r\n\r\n"));
    }

    private void disconnect() {
        Socket open = socket;
        socket = null;
        input = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyGone) {
                LOG.debug("A connection was gone before it was closed: {}", alreadyGone.getMessage());
            }
        }
    }

    /** Breaks the connection for good; an exchange that goes on fails. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
