package org.viaduct.cwmp.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credentials of an Authorization header. Tolerates what real CPEs send: no commas, quotes where none belong, none
 * where they do, quotes that do not close.
 */
sealed interface AuthorizationHeader {

    /** @param parameters by lower-case name, the first of each */
    record Digest(Map<String, String> parameters) implements AuthorizationHeader {

        String value(String parameter) {
            return parameters.getOrDefault(parameter, "");
        }
    }

    /** A user name and a password in clear. */
    record Basic(String username, String password) implements AuthorizationHeader {

        @Override
        public String toString() {
            return "Basic";
        }
    }

    int MAX_LENGTH = 2_048;

    /** Nothing in it can be matched in two ways, so that no text takes long. */
    Pattern PARAMETER = Pattern.compile("([\\w*-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"?+|([^\\s,\"]*+))");

    /** Empty if it is too long, or neither digest nor basic. */
    static Optional<AuthorizationHeader> parse(String header) {
        String text = header.strip();
        int blank = text.indexOf(' ');
        if (text.length() > MAX_LENGTH || blank < 0) {
            return Optional.empty();
        }
        String rest = text.substring(blank + 1);
        return switch (text.substring(0, blank).toLowerCase(Locale.ROOT)) {
            case "digest" -> Optional.of(digest(rest));
            case "basic" -> basic(rest.strip());
            default -> Optional.empty();
        };
    }

    private static AuthorizationHeader digest(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return new Digest(parameters);
    }

    private static Optional<AuthorizationHeader> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Basic(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
