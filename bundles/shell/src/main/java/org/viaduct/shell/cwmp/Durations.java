package org.viaduct.shell.cwmp;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as they are typed: {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}. */
final class Durations {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

    private Durations() {}

    /** @throws IllegalArgumentException with a sentence, if it is none */
    static Duration parse(String name, String typed) {
        Matcher matcher = LENGTH.matcher(typed);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is " + typed + ": a number with s, m, h or d is expected, such as 90s, 30m, 12h or 7d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
