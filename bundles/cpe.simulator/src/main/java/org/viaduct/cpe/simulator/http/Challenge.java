package org.viaduct.cpe.simulator.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One authentication scheme with its parameters, as WWW-Authenticate and Authorization have them (RFC 7235).
 *
 * @param scheme in lower case
 * @param parameters by name in lower case
 */
public record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");
    private static final Pattern SCHEME = Pattern.compile("(?:^|,)\\s*([A-Za-z][A-Za-z0-9_-]*)(?=\\s+[^=\\s,]|\\s*$)");

    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The parameter's value, empty if there is none. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The challenges of one header line. */
    public static List<Challenge> parse(String line) {
        List<Challenge> challenges = new ArrayList<>();
        Matcher scheme = SCHEME.matcher(line);
        List<Integer> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        while (scheme.find()) {
            starts.add(scheme.start());
            names.add(scheme.group(1).toLowerCase(Locale.ROOT));
            ends.add(scheme.end());
        }
        for (int i = 0; i < names.size(); i++) {
            int end = i + 1 < names.size() ? starts.get(i + 1) : line.length();
            challenges.add(new Challenge(names.get(i), parameters(line.substring(ends.get(i), end))));
        }
        return challenges;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }
}
