package org.viaduct.cwmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Which CPE: the parts of its DeviceId that identify it (TR-069 A.3.3.1). Surrounding blanks are dropped.
 *
 * @param oui six hexadecimal digits by the standard; real devices send others, so 1 to 64 characters
 * @param productClass at most 64 characters, may be empty
 * @param serialNumber 1 to 64 characters
 */
public record CpeId(String oui, String productClass, String serialNumber) {
    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException if a part is too long, or the OUI or the serial number is blank */
    public CpeId {
        oui = part("OUI", oui, true);
        productClass = part("ProductClass", productClass, false);
        serialNumber = part("SerialNumber", serialNumber, true);
    }

    private static String part(String name, String text, boolean required) {
        String stripped = text.strip();
        if (required && stripped.isEmpty()) {
            throw new IllegalArgumentException("the " + name + " of a CPE must not be blank");
        }
        if (stripped.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the " + name + " of a CPE has " + stripped.length()
                    + " characters, at most " + MAX_LENGTH + " are allowed");
        }
        return stripped;
    }

    /**
     * {@code OUI-ProductClass-SerialNumber}, or {@code OUI-SerialNumber} without product class. In each part every
     * character but ASCII letters, digits and underscore is percent-encoded in UTF-8, so the hyphens only separate.
     */
    public String value() {
        StringBuilder value = new StringBuilder(oui.length() + productClass.length() + serialNumber.length() + 2);
        encode(oui, value);
        value.append('-');
        if (!productClass.isEmpty()) {
            encode(productClass, value);
            value.append('-');
        }
        encode(serialNumber, value);
        return value.toString();
    }

    /**
     * The CPE whose {@link #value()} this is.
     *
     * @throws IllegalArgumentException if it is no CPE's
     */
    public static CpeId parse(String value) {
        String[] parts = value.split("-", -1);
        return switch (parts.length) {
            case 2 -> new CpeId(decode(parts[0]), "", decode(parts[1]));
            case 3 -> new CpeId(decode(parts[0]), decode(parts[1]), decode(parts[2]));
            default -> throw new IllegalArgumentException(
                    "a CPE is named OUI-ProductClass-SerialNumber or OUI-SerialNumber, not " + value);
        };
    }

    private static void encode(String part, StringBuilder to) {
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (b & 0xFF))) {
                to.append((char) b);
            } else {
                to.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
    }

    private static String decode(String part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (isPlain(c)) {
                bytes.write(c);
            } else if (c == '%' && i + 2 < part.length() && digit(part, i + 1) >= 0 && digit(part, i + 2) >= 0) {
                bytes.write(digit(part, i + 1) << 4 | digit(part, i + 2));
                i += 2;
            } else {
                throw new IllegalArgumentException("in the name of a CPE, " + part
                        + " must be percent-encoded in all but letters, digits and underscore");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("in the name of a CPE, " + part + " is not UTF-8", notUtf8);
        }
    }

    private static int digit(String text, int index) {
        return Character.digit(text.charAt(index), 16);
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** The same as {@link #value()}. */
    @Override
    public String toString() {
        return value();
    }
}
