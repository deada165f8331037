package org.viaduct.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A small file behind a URL, for CPEs to fetch. */
final class ServedFile implements AutoCloseable {

    private static final byte[] CONTENT = "a firmware image".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger fetched = new AtomicInteger();

    ServedFile() throws IOException {
        Thread server = new Thread(this::serve, "served-file");
        server.setDaemon(true);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/firmware.bin";
    }

    /** {@code execReqArgs} of a Download of it. */
    String downloadArguments() {
        return "{\"dld\":[{\"ftyp\":\"1 Firmware Upgrade Image\",\"url\":\"" + url() + "\"}]}";
    }

    /** How often it was sent. */
    int fetched() {
        return fetched.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException e) {
                // The client went away, or the server did.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String requestLine = request.readLine();
        String header = requestLine;
        while (header != null && !header.isEmpty()) {
            header = request.readLine();
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + CONTENT.length
                + "\r\nConnection: close\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        if (requestLine != null && requestLine.startsWith("GET ")) {
            connection.getOutputStream().write(CONTENT);
            fetched.incrementAndGet();
        }
        connection.getOutputStream().flush();
    }
}
