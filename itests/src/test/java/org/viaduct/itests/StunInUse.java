package org.viaduct.itests;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Connection requests by UDP, switched on in the running server for as long as this is open. */
final class StunInUse implements AutoCloseable {

    private final Path settings = Path.of(System.getProperty("karaf.etc"), "org.viaduct.cwmp.stun.cfg");
    private final List<String> before;

    StunInUse() throws IOException {
        before = Files.readAllLines(settings);
        Files.write(
                settings,
                List.of(
                        "server.address = 127.0.0.1",
                        "port = " + freePort(),
                        "keep.alive.min = 1",
                        "keep.alive.max = 1"));
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
