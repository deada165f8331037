package org.viaduct.cwmp.stun.message;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes a STUN message, attribute by attribute. Not thread-safe. */
public final class StunWriter {

    private final int type;
    private final byte[] transaction;
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

    /** @param transaction 16 bytes, which begin with the magic cookie where RFC 5389 is spoken */
    public StunWriter(int type, byte[] transaction) {
        this.type = type;
        this.transaction = transaction.clone();
    }

    /** A message in the transaction of another. */
    public static StunWriter answer(int type, StunMessage request) {
        return new StunWriter(type, request.transaction());
    }

    public StunWriter with(int attribute, byte[] value) {
        attributes.writeBytes(ByteBuffer.allocate(StunMessage.ATTRIBUTE_HEADER)
                .putShort((short) attribute)
                .putShort((short) value.length)
                .array());
        attributes.writeBytes(Arrays.copyOf(value, StunMessage.padded(value.length)));
        return this;
    }

    /** Text, padded with blanks as RFC 3489 11.2.6 and 11.2.9 have it. */
    public StunWriter with(int attribute, String text) {
        return with(attribute, blanks(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] blanks(byte[] text) {
        byte[] padded = Arrays.copyOf(text, StunMessage.padded(text.length));
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    public StunWriter with(int attribute, InetSocketAddress address) {
        return with(attribute, Addresses.write(address));
    }

    public StunWriter withXorMapped(InetSocketAddress address) {
        return with(AttributeType.XOR_MAPPED_ADDRESS, Addresses.xored(address, transaction));
    }

    public StunWriter withError(int code, String reason) {
        byte[] phrase = blanks(reason.getBytes(StandardCharsets.UTF_8));
        return with(
                AttributeType.ERROR_CODE,
                ByteBuffer.allocate(4 + phrase.length)
                        .putShort((short) 0)
                        .put((byte) (code / 100))
                        .put((byte) (code % 100))
                        .put(phrase)
                        .array());
    }

    /** Where their number is odd the last one is repeated (RFC 3489 11.2.10). */
    public StunWriter withUnknown(List<Integer> types) {
        ByteBuffer value = ByteBuffer.allocate(StunMessage.padded(2 * types.size()));
        types.forEach(each -> value.putShort(each.shortValue()));
        if (value.hasRemaining()) {
            value.putShort(types.get(types.size() - 1).shortValue());
        }
        return with(AttributeType.UNKNOWN_ATTRIBUTES, value.array());
    }

    /** Closes the message with a MESSAGE-INTEGRITY; nothing may follow. */
    public byte[] bytes(MessageIntegrity integrity) {
        with(AttributeType.MESSAGE_INTEGRITY, new byte[MessageIntegrity.LENGTH]);
        byte[] message = bytes();
        int offset = message.length - StunMessage.ATTRIBUTE_HEADER - MessageIntegrity.LENGTH;
        byte[] code = integrity.over(message, offset);
        System.arraycopy(code, 0, message, message.length - code.length, code.length);
        return message;
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(StunMessage.HEADER + attributes.size())
                .putShort((short) type)
                .putShort((short) attributes.size())
                .put(transaction)
                .put(attributes.toByteArray())
                .array();
    }
}
