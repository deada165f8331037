package org.viaduct.cwmp.stun.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The MESSAGE-INTEGRITY attribute: HMAC-SHA1 over all that precedes it. RFC 3489 11.2.8 pads that with zeroes to a multiple
 * of 64 bytes, RFC 5389 15.4 does not; CPEs do either.
 *
 * @param password the key
 * @param padded whether the text is padded as in RFC 3489
 */
public record MessageIntegrity(String password, boolean padded) {

    static final int LENGTH = 20;
    private static final int BLOCK = 64;
    private static final String ALGORITHM = "HmacSHA1";

    /**
     * Judges a message.
     *
     * @return how it was made, for the answer to be made likewise; empty if it was not with this password, or there is none
     */
    public static Optional<MessageIntegrity> verified(StunMessage message, String password) {
        StunMessage.Attribute attribute =
                message.attribute(AttributeType.MESSAGE_INTEGRITY).orElse(null);
        if (attribute == null || !isLast(message, attribute)) {
            return Optional.empty();
        }
        for (boolean padded : new boolean[] {true, false}) {
            MessageIntegrity candidate = new MessageIntegrity(password, padded);
            if (MessageDigest.isEqual(candidate.over(message.bytes(), attribute.offset()), attribute.value())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** But for a FINGERPRINT (RFC 5389 15.5): what follows is not protected. */
    private static boolean isLast(StunMessage message, StunMessage.Attribute attribute) {
        int rest = message.bytes().length - attribute.offset() - StunMessage.ATTRIBUTE_HEADER - LENGTH;
        return rest == 0 || rest == 8 && message.has(AttributeType.FINGERPRINT);
    }

    /** The code over a message whose MESSAGE-INTEGRITY begins at an offset. */
    byte[] over(byte[] message, int offset) {
        int length = padded ? (offset + BLOCK - 1) / BLOCK * BLOCK : offset;
        byte[] text = Arrays.copyOf(Arrays.copyOf(message, offset), length);
        int upToIt = offset - StunMessage.HEADER + StunMessage.ATTRIBUTE_HEADER + LENGTH;
        ByteBuffer.wrap(text).putShort(2, (short) upToIt);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException notInThisJava) {
            throw new IllegalStateException(notInThisJava);
        }
    }

    @Override
    public String toString() {
        return "MessageIntegrity[padded=" + padded + "]";
    }
}
