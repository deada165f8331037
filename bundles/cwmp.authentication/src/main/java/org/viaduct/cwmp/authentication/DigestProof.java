package org.viaduct.cwmp.authentication;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A digest that a CPE sent (RFC 7616 3.4; without {@code qop} as RFC 2069 had it), complete and for the request it came
 * with. Whether it is right depends on the password, whether it counts on the nonce.
 *
 * @param count the nonce count; empty without qop
 */
record DigestProof(
        String username,
        DigestAlgorithm algorithm,
        String nonce,
        String uri,
        OptionalLong count,
        String nc,
        String cnonce,
        String response) {

    private static final int MAX_NAME = 1_024;

    /** Empty if something is missing, is of a kind that was not offered, or belongs to another request. */
    static Optional<DigestProof> of(AuthorizationHeader.Digest header, String target) {
        DigestAlgorithm algorithm =
                DigestAlgorithm.of(header.value("algorithm")).orElse(null);
        String qop = header.value("qop").toLowerCase(Locale.ROOT);
        String nc = header.value("nc");
        boolean counted = qop.equals("auth") && nc.matches("[0-9A-Fa-f]{1,8}");
        if (algorithm == null
                || !(counted || qop.isEmpty())
                || header.value("username").isEmpty()
                || header.value("username").length() > MAX_NAME
                || !isFor(header.value("uri"), target)) {
            return Optional.empty();
        }
        return Optional.of(new DigestProof(
                header.value("username"),
                algorithm,
                header.value("nonce"),
                header.value("uri"),
                counted ? OptionalLong.of(Long.parseLong(nc, 16)) : OptionalLong.empty(),
                nc,
                header.value("cnonce"),
                header.value("response").toLowerCase(Locale.ROOT)));
    }

    /** Some CPEs write the whole URL, and some leave the path / out. */
    private static boolean isFor(String uri, String target) {
        String path = uri.replaceFirst("^https?://[^/?]*", "");
        return normal(path).equals(normal(target));
    }

    private static String normal(String target) {
        return target.startsWith("/") ? target : "/" + target;
    }

    /** Takes as long if not. */
    boolean isRight(PasswordHashes password, String method) {
        String request = algorithm.hash(method + ":" + uri);
        String secret = password.of(algorithm);
        String expected = count.isPresent()
                ? algorithm.hash(String.join(":", secret, nonce, nc, cnonce, "auth", request))
                : algorithm.hash(String.join(":", secret, nonce, request));
        return PasswordHashes.isEqual(expected, response);
    }

    /** Whether the nonce counts; it does once. */
    boolean isFresh(Nonces nonces) {
        return count.isPresent() ? nonces.use(nonce, count.getAsLong()) : nonces.useOnce(nonce);
    }
}
