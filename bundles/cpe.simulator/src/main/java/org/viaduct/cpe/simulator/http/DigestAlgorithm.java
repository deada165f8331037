package org.viaduct.cpe.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of HTTP digest authentication, the stronger first (RFC 7616). */
public enum DigestAlgorithm {
    SHA_256("SHA-256"),
    MD5("MD5");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    /** As the parameter {@code algorithm} has it. */
    public String token() {
        return token;
    }

    /** The algorithm of this token; MD5 where it is empty. */
    public static Optional<DigestAlgorithm> of(String token) {
        if (token.isEmpty()) {
            return Optional.of(MD5);
        }
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.token.equalsIgnoreCase(token))
                .findFirst();
    }

    /** The hash of the text in UTF-8, in lower-case hexadecimal digits. */
    public String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The parameter {@code response} of RFC 7616, 3.4.1; without {@code qop} that of RFC 2069. */
    public String response(
            String userHash, String method, String uri, String nonce, String nc, String cnonce, String qop) {
        String ha2 = hash(method + ":" + uri);
        return qop.isEmpty()
                ? hash(userHash + ":" + nonce + ":" + ha2)
                : hash(userHash + ":" + nonce + ":" + nc + ":" + cnonce + ":" + qop + ":" + ha2);
    }
}
