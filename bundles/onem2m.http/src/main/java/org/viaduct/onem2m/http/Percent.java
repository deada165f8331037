package org.viaduct.onem2m.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of UTF-8 (RFC 3986 2.1). A plus sign stands for itself. */
final class Percent {

    private static final String UNENCODED_IN_A_SEGMENT = "-._~!$&'()*+,;=:@";

    private Percent() {}

    /**
     * Decodes once.
     *
     * @param what names the text in the refusal
     * @throws org.viaduct.onem2m.OneM2mException 4000 when it is malformed
     */
    static String decode(String text, String what) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            int literalEnd = percent < 0 ? text.length() : percent;
            bytes.writeBytes(text.substring(at, literalEnd).getBytes(StandardCharsets.UTF_8));
            at = literalEnd;
            if (percent >= 0) {
                bytes.write(octet(text, percent, what));
                at = percent + 3;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusals.badRequest(what + " is not UTF-8 where it is percent-encoded.");
        }
    }

    /** Encodes what may not stand in a path segment. */
    static String encodeSegment(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length());
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character >= '0' && character <= '9'
                    || character >= 'A' && character <= 'Z'
                    || character >= 'a' && character <= 'z'
                    || UNENCODED_IN_A_SEGMENT.indexOf(character) >= 0;
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static int octet(String text, int percent, String what) {
        if (percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2))) {
            return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
        }
        throw Refusals.badRequest(what + " has a '%' that two hexadecimal digits do not follow: write %25 for it.");
    }
}
