package org.viaduct.cwmp.stun.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Addresses as attributes (RFC 3489 11.2.1, RFC 5389 15.1 and 15.2). */
final class Addresses {

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private Addresses() {}

    static Optional<InetSocketAddress> read(byte[] value) {
        if (value.length != 8 && value.length != 20) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        int family = in.getShort() & 0xff;
        int port = Short.toUnsignedInt(in.getShort());
        byte[] host = new byte[in.remaining()];
        in.get(host);
        if (family != (host.length == 4 ? IPV4 : IPV6)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(host), port));
        } catch (UnknownHostException otherLength) {
            throw new IllegalStateException(otherLength);
        }
    }

    static byte[] write(InetSocketAddress address) {
        byte[] host = address.getAddress().getAddress();
        return ByteBuffer.allocate(4 + host.length)
                .putShort((short) (host.length == 4 ? IPV4 : IPV6))
                .putShort((short) address.getPort())
                .put(host)
                .array();
    }

    /** With everything that a meddling NAT could take for an address made unrecognizable by the transaction. */
    static byte[] xored(InetSocketAddress address, byte[] transaction) {
        byte[] value = write(address);
        for (int i = 2; i < value.length; i++) {
            value[i] ^= transaction[i < 4 ? i - 2 : i - 4];
        }
        return value;
    }
}
