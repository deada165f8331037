package org.viaduct.store.postgresql;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Any text as bytes: like UTF-8, but each UTF-16 code unit for itself. So lone surrogates and NUL, which PostgreSQL's text
 * cannot hold, are kept, and the bytes are in the order of the code units.
 */
final class Texts {

    private static final int LONGEST_LABEL = 1_000;

    private Texts() {}

    static byte[] bytes(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += size(text.charAt(i));
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (size(unit)) {
                case 1 -> bytes[at++] = (byte) unit;
                case 2 -> {
                    bytes[at++] = (byte) (0xC0 | unit >> 6);
                    bytes[at++] = (byte) (0x80 | unit & 0x3F);
                }
                default -> {
                    bytes[at++] = (byte) (0xE0 | unit >> 12);
                    bytes[at++] = (byte) (0x80 | unit >> 6 & 0x3F);
                    bytes[at++] = (byte) (0x80 | unit & 0x3F);
                }
            }
        }
        return bytes;
    }

    /** A label as the index has it: a long one by its digest, which begins as no text does. */
    static byte[] label(String label) {
        byte[] bytes = bytes(label);
        return bytes.length <= LONGEST_LABEL
                ? bytes
                : ByteBuffer.allocate(33).put((byte) 0xFF).put(sha256(bytes)).array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int size(char unit) {
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int first = bytes[at++];
            if (first >= 0) {
                text.append((char) first);
            } else if ((first & 0xE0) == 0xC0) {
                text.append((char) ((first & 0x1F) << 6 | bytes[at++] & 0x3F));
            } else {
                text.append((char) ((first & 0x0F) << 12 | (bytes[at++] & 0x3F) << 6 | bytes[at++] & 0x3F));
            }
        }
        return text.toString();
    }
}
