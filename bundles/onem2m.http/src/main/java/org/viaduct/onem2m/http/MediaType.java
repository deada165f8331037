package org.viaduct.onem2m.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * A media type as Content-Type and Accept write it (RFC 7231 3.1.1.1).
 *
 * @param name type and subtype in lower case
 * @param parameters by name in lower case
 */
record MediaType(String name, Map<String, String> parameters) {

    static final String JSON = "application/json";

    /** The serialization of a resource in JSON (TS-0004 6.7). */
    static final String RESOURCE_JSON = "application/vnd.onem2m-res+json";

    private static final List<String> SERVED = List.of(JSON, RESOURCE_JSON);

    static MediaType parse(String text) {
        String[] parts = text.split(";", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : Arrays.copyOfRange(parts, 1, parts.length)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        unquoted(part.substring(equals + 1).strip()));
            }
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** Whether a body of this type can be read. */
    boolean isJson() {
        String charset = parameters.getOrDefault("charset", "utf-8");
        return SERVED.contains(name) && charset.equalsIgnoreCase("utf-8");
    }

    /**
     * Chooses the type of the response.
     *
     * @param accept the values of all Accept headers
     * @throws OneM2mException 5207 when none of ours is acceptable
     */
    static String negotiate(List<String> accept) {
        List<MediaType> ranges = new ArrayList<>();
        for (String header : accept) {
            Arrays.stream(header.split(","))
                    .filter(range -> !range.isBlank())
                    .map(MediaType::parse)
                    .forEach(ranges::add);
        }
        if (ranges.isEmpty()) {
            return JSON;
        }
        String best = SERVED.get(0);
        for (String each : SERVED) {
            best = quality(ranges, each) > quality(ranges, best) ? each : best;
        }
        if (quality(ranges, best) > 0) {
            return best;
        }
        throw new OneM2mException(
                ResponseStatusCode.NOT_ACCEPTABLE,
                "None of the types in Accept is served: ask for " + JSON + " or " + RESOURCE_JSON + ".");
    }

    /** That of the most specific range for the type (RFC 7231 5.3.2). */
    private static double quality(List<MediaType> ranges, String type) {
        for (String range : List.of(type, "application/*", "*/*")) {
            Optional<MediaType> found =
                    ranges.stream().filter(each -> each.name.equals(range)).findFirst();
            if (found.isPresent()) {
                return found.get().quality();
            }
        }
        return 0;
    }

    private double quality() {
        String q = parameters.getOrDefault("q", "1");
        if (!q.matches("[01](\\.[0-9]{0,3})?")) {
            throw Refusals.badValue("q in Accept", q, "a number from 0 to 1");
        }
        return Double.parseDouble(q);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
