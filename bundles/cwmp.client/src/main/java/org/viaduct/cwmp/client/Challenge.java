package org.viaduct.cwmp.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a CPE's connection request server wants to see, from its WWW-Authenticate headers. Tolerates what real devices
 * send: no commas, quotes that do not close, an algorithm with rubbish around its name.
 *
 * @param digest whether it is a digest challenge, else basic
 * @param parameters by lower-case name
 */
record Challenge(boolean digest, Map<String, String> parameters) {

    private static final int MAX_LENGTH = 4_096;
    /** A parameter with its value, or a word, which is the name of a scheme. */
    private static final Pattern TOKEN =
            Pattern.compile("([\\w-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"?+|([^\\s,]*+))|([\\w-]++)");

    /** The strongest challenge of the headers that can be answered: SHA-256 before MD5, basic only if alone. */
    static Optional<Challenge> strongest(List<String> headers) {
        List<Challenge> challenges = headers.stream()
                .flatMap(header -> parse(header).stream())
                .filter(challenge -> !challenge.digest || challenge.parameters.containsKey("nonce"))
                .toList();
        return challenges.stream()
                .filter(Challenge::digest)
                .max(Comparator.comparing(Challenge::algorithm))
                .or(() -> challenges.stream().findFirst());
    }

    private static List<Challenge> parse(String header) {
        List<Challenge> challenges = new ArrayList<>();
        Matcher token = TOKEN.matcher(header.substring(0, Math.min(header.length(), MAX_LENGTH)));
        Map<String, String> parameters = new TreeMap<>();
        while (token.find()) {
            String scheme = Optional.ofNullable(token.group(4)).orElse("").toLowerCase(Locale.ROOT);
            if (scheme.equals("digest") || scheme.equals("basic")) {
                parameters = new TreeMap<>();
                challenges.add(new Challenge(scheme.equals("digest"), parameters));
            } else if (token.group(1) != null) {
                String quoted = token.group(2);
                parameters.putIfAbsent(
                        token.group(1).toLowerCase(Locale.ROOT),
                        quoted == null ? token.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return challenges;
    }

    /** The hash functions of RFC 7616, weakest first. */
    enum Algorithm {
        MD5("MD5", "MD5"),
        SHA_256("SHA-256", "SHA-256"),
        SHA_512_256("SHA-512-256", "SHA-512/256");

        private final String token;
        private final String javaName;

        Algorithm(String token, String javaName) {
            this.token = token;
            this.javaName = javaName;
        }

        String token() {
            return token;
        }

        String javaName() {
            return javaName;
        }
    }

    /** The algorithm asked for; what cannot be understood is MD5, the default of RFC 2617. */
    Algorithm algorithm() {
        String name = parameters
                .getOrDefault("algorithm", "")
                .toUpperCase(Locale.ROOT)
                .replace("-", "");
        if (name.contains("SHA512")) {
            return Algorithm.SHA_512_256;
        }
        return name.contains("SHA256") ? Algorithm.SHA_256 : Algorithm.MD5;
    }

    /** Whether the algorithm is the one that hashes the nonces in with the password. */
    boolean session() {
        return parameters.getOrDefault("algorithm", "").toUpperCase(Locale.ROOT).contains("SESS");
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    String value(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    /** Whether only the nonce was wrong. */
    boolean stale() {
        return value("stale").equalsIgnoreCase("true");
    }
}
