package org.viaduct.store.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {

    private final ByteBuffer buffer;

    public ByteReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    public long fixedLong() {
        return buffer.getLong();
    }

    public long varLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public byte[] bytes() {
        return take((int) varLong());
    }

    public byte[] rest() {
        return take(buffer.remaining());
    }

    public String text() {
        long header = varLong();
        byte[] encoded = take((int) (header >>> 1));
        return (header & 1) == 1
                ? ByteBuffer.wrap(encoded).asCharBuffer().toString()
                : new String(encoded, StandardCharsets.UTF_8);
    }

    public @Nullable Object value() {
        return switch (ValueTag.of(buffer.get())) {
            case NULL -> null;
            case TEXT -> text();
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case LONG -> {
                long folded = varLong();
                yield folded >>> 1 ^ -(folded & 1);
            }
            case DOUBLE -> Double.longBitsToDouble(fixedLong());
            case BIG_INTEGER -> new BigInteger(bytes());
            case BIG_DECIMAL -> {
                int scale = (int) varLong();
                yield new BigDecimal(new BigInteger(bytes()), scale);
            }
            case LIST -> list();
            case MAP -> map();
        };
    }

    public Map<String, Object> map() {
        int size = (int) varLong();
        Map<String, Object> members = new LinkedHashMap<>(size * 4 / 3 + 1);
        for (int i = 0; i < size; i++) {
            String name = text();
            members.put(name, value());
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> list() {
        int size = (int) varLong();
        List<Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(value());
        }
        return Collections.unmodifiableList(items);
    }

    private byte[] take(int length) {
        byte[] taken = new byte[length];
        buffer.get(taken);
        return taken;
    }
}
