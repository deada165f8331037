package org.viaduct.cwmp.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a document from a device that may not keep to XML: blanks before the declaration are dropped, bytes
 * that are no UTF-8 are taken for ISO-8859-1, illegal characters become U+FFFD, and an ampersand that begins no
 * reference stands for itself. References to entities other than the five of XML are text too.
 */
final class TolerantReader extends Reader {
    private static final int LOOK_AHEAD = 16;
    private static final String CDATA_START = "<![CDATA[";
    private static final String CDATA_END = "]]>";

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(4096).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(4096).limit(0);
    private final CharsetDecoder decoder;
    private final boolean latinFallback;
    private String replacement = "";
    private int replaced;
    private boolean inCdata;
    private boolean endOfBytes;
    private boolean ended;

    TolerantReader(InputStream in) throws IOException {
        this.in = in;
        while (bytes.remaining() < EncodingGuess.DECLARATION && !endOfBytes) {
            fillBytes();
        }
        Charset charset = new EncodingGuess(bytes).charset();
        latinFallback = charset.equals(StandardCharsets.UTF_8);
        decoder = charset.newDecoder()
                .onMalformedInput(latinFallback ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (replaced < replacement.length()) {
                to[offset + written++] = replacement.charAt(replaced++);
                continue;
            }
            if (chars.remaining() < LOOK_AHEAD && !ended) {
                if (written > 0 && !chars.hasRemaining()) {
                    break;
                }
                decode();
                continue;
            }
            if (!chars.hasRemaining()) {
                break;
            }
            int plain = plainRun(length - written);
            if (plain > 0) {
                chars.get(to, offset + written, plain);
                written += plain;
            } else {
                to[offset + written++] = next();
            }
        }
        return written == 0 && length > 0 ? -1 : written;
    }

    /** How many of the next characters, at most, need no look at all. */
    private int plainRun(int max) {
        char[] array = chars.array();
        int start = chars.position();
        int end = start + Math.min(max, ended ? chars.remaining() : chars.remaining() - LOOK_AHEAD);
        int i = start;
        while (i < end && isPlain(array[i])) {
            i++;
        }
        return Math.max(i - start, 0);
    }

    private static boolean isPlain(char c) {
        return c < '\uD800' && c != '<' && c != '&' && c != ']' && XmlText.isLegal(c);
    }

    /** The next character, mended; may leave more in {@link #replacement}. */
    private char next() {
        char c = chars.get();
        if (!XmlText.isLegal(c)) {
            return XmlText.REPLACEMENT;
        }
        if (Character.isSurrogate(c)) {
            return pairedSurrogate(c);
        }
        if (inCdata) {
            inCdata = c != ']' || !follows(CDATA_END);
        } else if (c == '<') {
            inCdata = follows(CDATA_START);
        } else if (c == '&') {
            mendReference();
        }
        return c;
    }

    private char pairedSurrogate(char c) {
        if (Character.isHighSurrogate(c)
                && chars.hasRemaining()
                && Character.isLowSurrogate(chars.get(chars.position()))) {
            replace(String.valueOf(chars.get()));
            return c;
        }
        return XmlText.REPLACEMENT;
    }

    /** Whether the token whose first character has just been taken is here. */
    private boolean follows(String token) {
        int rest = token.length() - 1;
        if (chars.remaining() < rest) {
            return false;
        }
        for (int i = 0; i < rest; i++) {
            if (chars.get(chars.position() + i) != token.charAt(i + 1)) {
                return false;
            }
        }
        return true;
    }

    private void mendReference() {
        int length = 0;
        while (length < Math.min(chars.remaining(), LOOK_AHEAD - 1) && chars.get(chars.position() + length) != ';') {
            length++;
        }
        boolean complete = length < chars.remaining() && chars.get(chars.position() + length) == ';';
        String reference = complete ? chars.subSequence(0, length).toString() : "";
        switch (reference) {
            case "amp", "lt", "gt", "quot", "apos" -> {}
            default -> {
                int codePoint = codePoint(reference);
                if (codePoint < 0) {
                    replace("amp;");
                } else if (!XmlText.isLegalCodePoint(codePoint)) {
                    chars.position(chars.position() + length + 1);
                    replace("#xFFFD;");
                }
            }
        }
    }

    /** The code point that a reference such as {@code #10} or {@code #xA} names, else -1. */
    private static int codePoint(String reference) {
        if (!reference.startsWith("#")) {
            return -1;
        }
        boolean hex = reference.startsWith("#x");
        String digits = reference.substring(hex ? 2 : 1);
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, hex ? 16 : 10) >= 0)) {
            return -1;
        }
        long value = Long.parseLong(digits, hex ? 16 : 10);
        return value > Character.MAX_CODE_POINT ? 0 : (int) value;
    }

    private void replace(String text) {
        replacement = text;
        replaced = 0;
    }

    private void decode() throws IOException {
        if (!bytes.hasRemaining() && !endOfBytes) {
            fillBytes();
        }
        chars.compact();
        CoderResult result = decoder.decode(bytes, chars, endOfBytes);
        if (result.isMalformed()) {
            for (int i = 0; i < result.length() && chars.hasRemaining(); i++) {
                chars.put((char) (bytes.get() & 0xFF));
            }
            decoder.reset();
        } else if (result.isUnderflow()) {
            if (endOfBytes) {
                ended = true;
            } else {
                fillBytes();
            }
        }
        chars.flip();
    }

    private void fillBytes() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            endOfBytes = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
