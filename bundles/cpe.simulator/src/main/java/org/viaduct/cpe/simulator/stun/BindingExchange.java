package org.viaduct.cpe.simulator.stun;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One Binding Request as a CPE of Annex G sends it (RFC 3489, G.2.1), and how its answer is read. */
final class BindingExchange {
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_RESPONSE = 0x0101;
    private static final int BINDING_ERROR_RESPONSE = 0x0111;
    private static final int MAPPED_ADDRESS = 0x0001;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int CONNECTION_REQUEST_BINDING = 0xc001;
    private static final int BINDING_CHANGE = 0xc002;
    private static final int HEADER = 20;
    private static final int CODE = 20;
    private static final int BLOCK = 64;

    /**
     * What the server said.
     *
     * @param error 0 if it is a success
     * @param mapped from where the request came, with a success
     */
    record Answer(int error, Optional<InetSocketAddress> mapped) {}

    private final byte[] transaction;
    private final ByteBuffer message = ByteBuffer.allocate(1_024);

    BindingExchange(byte[] transaction) {
        this.transaction = transaction.clone();
        message.putShort((short) BINDING_REQUEST).putShort((short) 0).put(transaction);
        attribute(CONNECTION_REQUEST_BINDING, "dslforum.org/TR-111 ");
    }

    BindingExchange changed() {
        attribute(BINDING_CHANGE, "");
        return this;
    }

    BindingExchange username(String name) {
        attribute(USERNAME, name);
        return this;
    }

    private void attribute(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 3) / 4 * 4);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        message.putShort((short) type).putShort((short) padded.length).put(padded);
    }

    byte[] request() {
        message.putShort(2, (short) (message.position() - HEADER));
        return Arrays.copyOf(message.array(), message.position());
    }

    /** With a MESSAGE-INTEGRITY (RFC 3489 11.2.8). */
    byte[] request(String password) {
        int before = message.position();
        message.putShort(2, (short) (before - HEADER + 4 + CODE));
        byte[] text = Arrays.copyOf(Arrays.copyOf(message.array(), before), (before + BLOCK - 1) / BLOCK * BLOCK);
        message.putShort((short) MESSAGE_INTEGRITY).putShort((short) CODE).put(Signature.over(text, password));
        return Arrays.copyOf(message.array(), message.position());
    }

    /** Empty for what does not answer this request. */
    Optional<Answer> answer(byte[] datagram) {
        ByteBuffer in = ByteBuffer.wrap(datagram);
        try {
            int type = Short.toUnsignedInt(in.getShort());
            in.getShort();
            byte[] answered = new byte[transaction.length];
            in.get(answered);
            if (!Arrays.equals(answered, transaction)) {
                return Optional.empty();
            }
            return switch (type) {
                case BINDING_RESPONSE -> Optional.of(new Answer(0, Optional.of(mapped(in))));
                case BINDING_ERROR_RESPONSE -> Optional.of(new Answer(error(in), Optional.empty()));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IllegalArgumentException | IOException malformed) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress mapped(ByteBuffer in) throws IOException {
        ByteBuffer value = find(in, MAPPED_ADDRESS);
        value.getShort();
        int port = Short.toUnsignedInt(value.getShort());
        byte[] host = new byte[value.remaining()];
        value.get(host);
        return new InetSocketAddress(InetAddress.getByAddress(host), port);
    }

    private static int error(ByteBuffer in) throws IOException {
        ByteBuffer value = find(in, ERROR_CODE);
        value.getShort();
        return value.get() * 100 + value.get();
    }

    private static ByteBuffer find(ByteBuffer in, int wanted) throws IOException {
        while (in.hasRemaining()) {
            int type = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (type == wanted) {
                return in.slice().limit(length);
            }
            in.position(in.position() + (length + 3) / 4 * 4);
        }
        throw new IOException("no attribute " + wanted);
    }
}
