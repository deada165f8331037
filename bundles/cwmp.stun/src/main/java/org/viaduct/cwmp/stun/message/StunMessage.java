package org.viaduct.cwmp.stun.message;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A STUN message: a header of 20 bytes and attributes, each of them a type, a length and a value that is padded to four
 * bytes (RFC 3489 11, RFC 5389 6 and 15). Immutable.
 */
public final class StunMessage {

    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_RESPONSE = 0x0101;
    public static final int BINDING_ERROR_RESPONSE = 0x0111;

    static final int HEADER = 20;
    static final int ATTRIBUTE_HEADER = 4;
    private static final int TRANSACTION = 16;
    private static final int MAGIC_COOKIE = 0x2112a442;
    private static final int MAX_ATTRIBUTES = 16;

    /** An attribute where it was found. */
    record Attribute(int type, int offset, byte[] value) {}

    private final int type;
    private final byte[] transaction;
    private final List<Attribute> attributes;
    private final byte[] bytes;

    private StunMessage(int type, byte[] transaction, List<Attribute> attributes, byte[] bytes) {
        this.type = type;
        this.transaction = transaction;
        this.attributes = List.copyOf(attributes);
        this.bytes = bytes;
    }

    /** Reads a datagram; what is beyond the length that the message names, or short of it, makes it none. */
    public static StunMessage read(byte[] datagram) throws MalformedStunException {
        ByteBuffer in = ByteBuffer.wrap(datagram);
        if (datagram.length < HEADER || datagram[0] < 0 || (datagram[0] & 0x40) != 0) {
            throw new MalformedStunException("no STUN header");
        }
        int type = Short.toUnsignedInt(in.getShort());
        int length = Short.toUnsignedInt(in.getShort());
        if (length != datagram.length - HEADER || length % 4 != 0) {
            throw new MalformedStunException("a length that is not that of the datagram");
        }
        byte[] transaction = new byte[TRANSACTION];
        in.get(transaction);
        List<Attribute> attributes = new ArrayList<>();
        while (in.hasRemaining()) {
            attributes.add(attribute(in));
            if (attributes.size() > MAX_ATTRIBUTES) {
                throw new MalformedStunException("more than " + MAX_ATTRIBUTES + " attributes");
            }
        }
        return new StunMessage(type, transaction, attributes, datagram.clone());
    }

    private static Attribute attribute(ByteBuffer in) throws MalformedStunException {
        int offset = in.position();
        if (in.remaining() < ATTRIBUTE_HEADER) {
            throw new MalformedStunException("an attribute that is cut off");
        }
        int type = Short.toUnsignedInt(in.getShort());
        int length = Short.toUnsignedInt(in.getShort());
        if (padded(length) > in.remaining()) {
            throw new MalformedStunException("an attribute that is cut off");
        }
        byte[] value = new byte[length];
        in.get(value);
        in.position(offset + ATTRIBUTE_HEADER + padded(length));
        return new Attribute(type, offset, value);
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }

    public int type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The first attribute of a type, the only one that counts. */
    Optional<Attribute> attribute(int wanted) {
        return attributes.stream().filter(each -> each.type() == wanted).findFirst();
    }

    public boolean has(int attribute) {
        return attribute(attribute).isPresent();
    }

    public List<Integer> attributeTypes() {
        return attributes.stream().map(Attribute::type).toList();
    }

    public Optional<byte[]> value(int attribute) {
        return attribute(attribute).map(each -> each.value().clone());
    }

    /** An attribute as text, without the blanks that RFC 3489 has it padded with. */
    public Optional<String> text(int attribute) {
        return attribute(attribute).map(each -> new String(each.value(), StandardCharsets.UTF_8).stripTrailing());
    }

    /** An attribute as an address; empty if it is there and is none. */
    public Optional<InetSocketAddress> address(int attribute) {
        return attribute(attribute).flatMap(each -> Addresses.read(each.value()));
    }

    /** Whether it is of RFC 5389 rather than of RFC 3489. */
    public boolean hasCookie() {
        return ByteBuffer.wrap(transaction).getInt() == MAGIC_COOKIE;
    }

    public boolean answers(StunMessage request) {
        return Arrays.equals(transaction, request.transaction);
    }

    byte[] transaction() {
        return transaction;
    }

    /** Only its type: what came from the network is not for a log. */
    @Override
    public String toString() {
        return "STUN message 0x" + Integer.toHexString(type);
    }
}
