package org.viaduct.itests;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Connection requests by UDP, switched on in the running server for as long as this is open. */
final class StunInUse implements AutoCloseable {

    private final Path settings = Path.of(System.getProperty("karaf.etc"), "org.viaduct.cwmp.stun.cfg");
    private final List<String> before;
    private final int port = freePort();

    StunInUse() throws IOException {
        before = Files.readAllLines(settings);
        Files.write(
                settings,
                List.of("server.address = 127.0.0.1", "port = " + port, "keep.alive.min = 1", "keep.alive.max = 1"));
    }

    /** Whether a Binding Request is answered at this moment. */
    boolean answers() throws IOException {
        byte[] request = new byte[20];
        request[1] = 1;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(500);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            return answer.getLength() == 32 && answer.getData()[0] == 1;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        Files.write(settings, before);
    }
}
