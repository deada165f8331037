package org.viaduct.itests;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A NAT in front of one CPE: takes its TCP connections and datagrams out, and lets in what comes from where they went, and
 * nothing else (address and port dependent filtering, RFC 4787 5). The server sees it at 127.0.0.1, at ports of its own.
 */
final class Nat implements AutoCloseable {

    private static final InetAddress OUTSIDE = InetAddress.getLoopbackAddress();

    private final DatagramSocket inside;
    private final InetSocketAddress server;
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final Map<SocketAddress, DatagramSocket> mappings = new ConcurrentHashMap<>();
    private final AtomicInteger keptOut = new AtomicInteger();
    private volatile boolean cut;

    /** @param serverPort the UDP port of the server; the CPE's datagrams to {@link #udpPort} go there */
    Nat(int serverPort) throws IOException {
        server = new InetSocketAddress(OUTSIDE, serverPort);
        inside = new DatagramSocket(new InetSocketAddress(OUTSIDE, 0));
        open.add(inside);
        run(this::takeOut);
    }

    int udpPort() {
        return inside.getLocalPort();
    }

    /** The port by which the CPE reaches a TCP port of the server. */
    int tcpPort(int serverPort) throws IOException {
        ServerSocket way = new ServerSocket(0, 50, OUTSIDE);
        open.add(way);
        run(() -> {
            while (true) {
                Socket cpe = way.accept();
                open.add(cpe);
                run(() -> connect(cpe, serverPort));
            }
        });
        return way.getLocalPort();
    }

    private void connect(Socket cpe, int serverPort) throws IOException {
        try {
            Socket out = new Socket(OUTSIDE, serverPort);
            open.add(out);
            run(() -> copy(out, cpe));
            copy(cpe, out);
        } catch (IOException serverIsDown) {
            cpe.close();
            throw serverIsDown;
        }
    }

    /** Where the world sees the CPE's UDP port, of which there must be one. */
    InetSocketAddress mapping() {
        return (InetSocketAddress) mappings.values().iterator().next().getLocalSocketAddress();
    }

    boolean isUsed() {
        return !mappings.isEmpty();
    }

    /** Forgets its mappings, as after a restart: the CPE's next datagram goes out from another port. */
    void forget() {
        mappings.values().forEach(DatagramSocket::close);
        mappings.clear();
    }

    /** Lets no datagram in any more. */
    void cut() {
        cut = true;
    }

    /** Datagrams that did not come from where one had gone to. */
    int keptOut() {
        return keptOut.get();
    }

    private void takeOut() throws IOException {
        byte[] buffer = new byte[2_000];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            inside.receive(packet);
            DatagramSocket outside = mappings.get(packet.getSocketAddress());
            if (outside == null) {
                outside = mapped(packet.getSocketAddress());
            }
            outside.send(new DatagramPacket(buffer, packet.getLength(), server));
        }
    }

    private DatagramSocket mapped(SocketAddress cpe) throws IOException {
        DatagramSocket outside = new DatagramSocket(new InetSocketAddress(OUTSIDE, 0));
        mappings.put(cpe, outside);
        open.add(outside);
        run(() -> letIn(outside, cpe));
        return outside;
    }

    private void letIn(DatagramSocket outside, SocketAddress cpe) throws IOException {
        byte[] buffer = new byte[2_000];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            outside.receive(packet);
            if (!packet.getSocketAddress().equals(server)) {
                keptOut.incrementAndGet();
            } else if (!cut) {
                inside.send(new DatagramPacket(buffer, packet.getLength(), cpe));
            }
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    /** Until something is closed. */
    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                "nat");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
