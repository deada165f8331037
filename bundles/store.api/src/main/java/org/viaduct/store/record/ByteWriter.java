package org.viaduct.store.record;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the values that a representation may hold, so that {@link ByteReader} returns equal ones of the same types. */
public final class ByteWriter {

    /** How deep lists and maps may be nested. */
    public static final int DEPTH = 100;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    public ByteWriter fixedLong(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    /** Seven bits a byte, the lowest first; negative numbers take ten bytes. */
    public ByteWriter varLong(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    public ByteWriter bytes(byte[] value) {
        varLong(value.length);
        bytes.writeBytes(value);
        return this;
    }

    public ByteWriter rest(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** UTF-8, or UTF-16 where there are surrogates: lone ones, which JSON allows, have no UTF-8. */
    public ByteWriter text(String value) {
        boolean surrogates = value.chars().anyMatch(c -> Character.isSurrogate((char) c));
        byte[] encoded = surrogates ? utf16(value) : value.getBytes(StandardCharsets.UTF_8);
        varLong((long) encoded.length << 1 | (surrogates ? 1 : 0));
        bytes.writeBytes(encoded);
        return this;
    }

    /** A charset's encoder would replace lone surrogates. */
    private static byte[] utf16(String value) {
        ByteBuffer units = ByteBuffer.allocate(value.length() * Character.BYTES);
        units.asCharBuffer().put(value);
        return units.array();
    }

    /** @throws IllegalArgumentException when the value is none that a representation may hold */
    public ByteWriter value(Object value) {
        return value(value, 0);
    }

    private ByteWriter value(Object value, int depth) {
        if (depth > DEPTH) {
            throw new IllegalArgumentException("A value is nested more than " + DEPTH + " deep");
        }
        if (value == null) {
            tag(ValueTag.NULL);
        } else if (value instanceof String text) {
            tag(ValueTag.TEXT).text(text);
        } else if (value instanceof Boolean truth) {
            tag(truth ? ValueTag.TRUE : ValueTag.FALSE);
        } else if (value instanceof Long number) {
            tag(ValueTag.LONG).varLong(number << 1 ^ number >> 63);
        } else if (value instanceof Double number) {
            tag(ValueTag.DOUBLE).fixedLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof BigInteger number) {
            tag(ValueTag.BIG_INTEGER).bytes(number.toByteArray());
        } else if (value instanceof BigDecimal number) {
            tag(ValueTag.BIG_DECIMAL)
                    .varLong(number.scale())
                    .bytes(number.unscaledValue().toByteArray());
        } else if (value instanceof List<?> list) {
            tag(ValueTag.LIST).varLong(list.size());
            list.forEach(item -> value(item, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            tag(ValueTag.MAP).varLong(map.size());
            map.forEach((name, member) -> text((String) name).value(member, depth + 1));
        } else {
            throw new IllegalArgumentException(
                    "A resource cannot hold a " + value.getClass().getName());
        }
        return this;
    }

    private ByteWriter tag(ValueTag tag) {
        bytes.write(tag.ordinal());
        return this;
    }
}
