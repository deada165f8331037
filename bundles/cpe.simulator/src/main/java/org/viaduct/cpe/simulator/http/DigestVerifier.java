package org.viaduct.cpe.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server side of digest authentication with MD5 and SHA-256 and {@code qop=auth} (RFC 7616). A nonce counts
 * upwards, so that nothing is accepted twice.
 */
public final class DigestVerifier {
    private static final String REALM = "cpe";
    private static final int NONCES = 16;

    private final SecureRandom random;
    private final Map<String, Long> lastCount = new LinkedHashMap<>();

    public DigestVerifier(SecureRandom random) {
        this.random = random;
    }

    /** The headers of a 401, each with a fresh nonce. */
    public synchronized List<Header> challenges() {
        List<Header> challenges = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            challenges.add(new Header(
                    "WWW-Authenticate",
                    "Digest realm=\"" + REALM + "\", qop=\"auth\", algorithm=" + algorithm.token() + ", nonce=\""
                            + freshNonce() + "\""));
        }
        return challenges;
    }

    private String freshNonce() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        lastCount.put(nonce, 0L);
        if (lastCount.size() > NONCES) {
            lastCount.remove(lastCount.keySet().iterator().next());
        }
        return nonce;
    }

    /** Whether the Authorization header proves the password for this request. */
    public synchronized boolean proves(
            String authorization, String method, String target, String username, String password) {
        List<Challenge> credentials = Challenge.parse(authorization);
        if (credentials.size() != 1 || !credentials.get(0).scheme().equals("digest")) {
            return false;
        }
        Challenge given = credentials.get(0);
        String nonce = given.parameter("nonce");
        String nc = given.parameter("nc");
        Long last = lastCount.get(nonce);
        if (last == null
                || !nc.matches("[0-9A-Fa-f]{8}")
                || Long.parseLong(nc, 16) <= last
                || !given.parameter("qop").equals("auth")
                || !given.parameter("username").equals(username)
                || !given.parameter("realm").equals(REALM)
                || !given.parameter("uri").equals(target)) {
            return false;
        }
        boolean proved = DigestAlgorithm.of(given.parameter("algorithm"))
                .map(algorithm -> algorithm.response(
                        algorithm.hash(username + ":" + REALM + ":" + password),
                        method,
                        target,
                        nonce,
                        nc,
                        given.parameter("cnonce"),
                        "auth"))
                .filter(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII),
                        given.parameter("response").getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
        if (proved) {
            lastCount.put(nonce, Long.parseLong(nc, 16));
        }
        return proved;
    }
}
