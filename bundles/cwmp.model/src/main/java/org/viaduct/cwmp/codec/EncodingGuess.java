package org.viaduct.cwmp.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which encoding a document begins (XML 1.0, appendix F); moves its buffer past mark and blanks. */
final class EncodingGuess {
    /** Bytes to look at. */
    static final int DECLARATION = 256;

    private static final Pattern ENCODING =
            Pattern.compile("\\A<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private final ByteBuffer bytes;

    EncodingGuess(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    Charset charset() {
        if (begins(0xFE, 0xFF)) {
            bytes.position(2);
            return StandardCharsets.UTF_16BE;
        }
        if (begins(0xFF, 0xFE)) {
            bytes.position(2);
            return StandardCharsets.UTF_16LE;
        }
        if (begins(0, '<', 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (begins('<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(0xEF, 0xBB, 0xBF)) {
            bytes.position(3);
        }
        while (bytes.hasRemaining() && isBlank(bytes.get(bytes.position()))) {
            bytes.get();
        }
        return declared();
    }

    private Charset declared() {
        int length = Math.min(bytes.remaining(), DECLARATION);
        String start = new String(bytes.array(), bytes.position(), length, StandardCharsets.ISO_8859_1);
        Matcher matcher = ENCODING.matcher(start);
        if (matcher.find() && Charset.isSupported(matcher.group(1))) {
            Charset charset = Charset.forName(matcher.group(1));
            boolean readsTheDeclaration = new String(bytes.array(), bytes.position(), 5, charset).equals("<?xml");
            if (readsTheDeclaration) {
                return charset;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private boolean begins(int... start) {
        if (bytes.remaining() < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes.get(bytes.position() + i) & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
