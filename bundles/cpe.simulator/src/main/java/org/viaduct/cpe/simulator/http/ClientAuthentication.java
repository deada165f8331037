package org.viaduct.cpe.simulator.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the challenges of one server, by digest (SHA-256 before MD5) or else basic. For one thread. */
public final class ClientAuthentication {
    private final String username;
    private final String password;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Challenge accepted;
    private int nonceCount;

    public ClientAuthentication(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Learns from a 401.
     *
     * @return whether a repetition with {@link #authorization} may do better
     */
    public boolean challengedBy(HttpReply reply) {
        if (username.isEmpty()) {
            return false;
        }
        Optional<Challenge> best = Header.all(reply.headers(), "WWW-Authenticate").stream()
                .flatMap(line -> Challenge.parse(line).stream())
                .filter(ClientAuthentication::isKnown)
                .min(Comparator.comparingInt(ClientAuthentication::rank));
        Challenge before = accepted;
        boolean again = best.isPresent()
                && (before == null || best.get().parameter("stale").equalsIgnoreCase("true"));
        accepted = best.orElse(null);
        nonceCount = 0;
        return again;
    }

    private static boolean isKnown(Challenge challenge) {
        return challenge.scheme().equals("basic")
                || challenge.scheme().equals("digest")
                        && DigestAlgorithm.of(challenge.parameter("algorithm")).isPresent();
    }

    private static int rank(Challenge challenge) {
        return challenge.scheme().equals("basic")
                ? DigestAlgorithm.values().length
                : DigestAlgorithm.of(challenge.parameter("algorithm"))
                        .map(Enum::ordinal)
                        .orElseThrow();
    }

    /** The header for the next request, once a challenge is known. */
    public Optional<Header> authorization(String method, String uri) {
        Challenge challenge = accepted;
        if (challenge == null) {
            return Optional.empty();
        }
        if (challenge.scheme().equals("basic")) {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of(
                    new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
        }
        return Optional.of(new Header("Authorization", digest(challenge, method, uri)));
    }

    private String digest(Challenge challenge, String method, String uri) {
        DigestAlgorithm algorithm =
                DigestAlgorithm.of(challenge.parameter("algorithm")).orElseThrow();
        String realm = challenge.parameter("realm");
        String nonce = challenge.parameter("nonce");
        List<String> offered = Arrays.stream(challenge.parameter("qop").split(","))
                .map(String::strip)
                .toList();
        String qop = offered.contains("auth") ? "auth" : "";
        String nc = String.format("%08x", ++nonceCount);
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String cnonce = HexFormat.of().formatHex(bytes);
        String userHash = algorithm.hash(username + ":" + realm + ":" + password);
        StringBuilder header = new StringBuilder("Digest username=\"")
                .append(quoted(username))
                .append("\", realm=\"")
                .append(quoted(realm))
                .append("\", nonce=\"")
                .append(quoted(nonce))
                .append("\", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(algorithm.response(userHash, method, uri, nonce, nc, cnonce, qop))
                .append('"');
        if (challenge.parameters().containsKey("algorithm")) {
            header.append(", algorithm=").append(algorithm.token());
        }
        if (!qop.isEmpty()) {
            header.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(cnonce)
                    .append('"');
        }
        if (challenge.parameters().containsKey("opaque")) {
            header.append(", opaque=\"")
                    .append(quoted(challenge.parameter("opaque")))
                    .append('"');
        }
        return header.toString();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
