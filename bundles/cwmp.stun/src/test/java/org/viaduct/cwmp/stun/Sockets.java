package org.viaduct.cwmp.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** UDP on loopback. */
final class Sockets {

    private Sockets() {}

    static DatagramSocket open() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(10_000);
        return socket;
    }

    static int freePort() throws IOException {
        try (DatagramSocket socket = open()) {
            return socket.getLocalPort();
        }
    }

    static StunSettings settings(int port) {
        return new StunSettings(
                "acs.example", 3478, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20, 30, 1_000);
    }

    static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return packet;
    }

    static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Until the port is open nothing answers, so it is asked again. */
    static DatagramPacket ask(DatagramSocket socket, byte[] request, int port) throws IOException {
        socket.setSoTimeout(200);
        for (int i = 0; ; i++) {
            socket.send(new DatagramPacket(
                    request, request.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            try {
                return receive(socket);
            } catch (IOException silence) {
                if (i == 100) {
                    throw silence;
                }
            }
        }
    }
}
