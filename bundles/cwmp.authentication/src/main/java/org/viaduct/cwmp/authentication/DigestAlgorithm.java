package org.viaduct.cwmp.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The hash functions that digests are accepted with (RFC 7616 3.2). */
enum DigestAlgorithm {
    SHA_256("SHA-256"),
    MD5("MD5");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** The algorithm that a CPE or an operator means, whatever dashes, quotes and blanks are around; MD5 if it is empty. */
    static Optional<DigestAlgorithm> of(String text) {
        String name = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return name.isEmpty()
                ? Optional.of(MD5)
                : Arrays.stream(values())
                        .filter(algorithm -> algorithm.token.replace("-", "").equals(name))
                        .findFirst();
    }

    /** In lower-case hexadecimal digits. */
    String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(token).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
