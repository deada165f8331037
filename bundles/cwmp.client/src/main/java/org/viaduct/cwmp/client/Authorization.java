package org.viaduct.cwmp.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.viaduct.cwmp.api.Credentials;

/** Answers a {@link Challenge} to a GET without body (RFC 7616, RFC 2069, RFC 7617). */
final class Authorization {

    private static final String AUTH = "auth";
    private static final String AUTH_INT = "auth-int";
    private static final String FIRST_USE = "00000001";

    private Authorization() {}

    /**
     * @param path as it stands in the request line
     * @param cnonce random
     * @return the value of the Authorization header
     */
    static String of(Challenge challenge, Credentials credentials, String path, String cnonce) {
        if (!challenge.digest()) {
            String pair = credentials.username() + ":" + credentials.password();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
        String qop = qop(challenge.value("qop"));
        String nonce = challenge.value("nonce");
        String secret =
                hash(challenge, credentials.username() + ":" + challenge.value("realm") + ":" + credentials.password());
        if (challenge.session()) {
            secret = hash(challenge, secret + ":" + nonce + ":" + cnonce);
        }
        String request = hash(challenge, "GET:" + path + (qop.equals(AUTH_INT) ? ":" + hash(challenge, "") : ""));
        String response = qop.isEmpty()
                ? hash(challenge, secret + ":" + nonce + ":" + request)
                : hash(challenge, String.join(":", secret, nonce, FIRST_USE, cnonce, qop, request));
        StringBuilder header = new StringBuilder("Digest username=").append(quoted(credentials.username()));
        header.append(", realm=").append(quoted(challenge.value("realm")));
        header.append(", nonce=").append(quoted(nonce));
        header.append(", uri=").append(quoted(path));
        header.append(", response=").append(quoted(response));
        if (challenge.has("algorithm")) {
            header.append(", algorithm=")
                    .append(challenge.algorithm().token())
                    .append(challenge.session() ? "-sess" : "");
        }
        if (challenge.has("opaque")) {
            header.append(", opaque=").append(quoted(challenge.value("opaque")));
        }
        if (!qop.isEmpty()) {
            header.append(", qop=").append(qop).append(", nc=").append(FIRST_USE);
        }
        if (!qop.isEmpty() || challenge.session()) {
            header.append(", cnonce=").append(quoted(cnonce));
        }
        return header.toString();
    }

    /** The quality of protection to use of those offered; empty, as of RFC 2069, if none is. */
    private static String qop(String offered) {
        var names = Arrays.asList(offered.toLowerCase(Locale.ROOT).split("[,\\s]+"));
        if (names.contains(AUTH)) {
            return AUTH;
        }
        return names.contains(AUTH_INT) ? AUTH_INT : "";
    }

    private static String hash(Challenge challenge, String text) {
        try {
            MessageDigest digest =
                    MessageDigest.getInstance(challenge.algorithm().javaName());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Quoted, and fit for a header line whatever the challenge brought. */
    private static String quoted(String text) {
        return '"' + text.replaceAll("[\\p{Cntrl}]", "").replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
