package org.viaduct.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cwmp.SecretNames;
import org.viaduct.cwmp.UnknownTime;

/** Values in a form for people. What others sent cannot steer the terminal, and secrets are masked. */
public final class Shown {
    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s@]*+@");
    private static final Pattern QUERY = Pattern.compile("([?&;])([^=&;?#\\s]++)=([^&;#\\s]++)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Shown() {}

    /** A text on one line; of a URL without what it says of users, passwords and tokens. */
    public static String text(String text) {
        if (!text.contains("://")) {
            return printable(text);
        }
        String withoutUser = USER_INFO.matcher(text).replaceAll("://" + MASK + "@");
        return printable(QUERY.matcher(withoutUser)
                .replaceAll(query -> Matcher.quoteReplacement(query.group(1) + query.group(2) + "="
                        + (SecretNames.isSecret(query.group(2)) ? MASK : query.group(3)))));
    }

    /** The value of something whose name tells whether it is secret. */
    public static String value(String name, String value) {
        return SecretNames.isSecret(name) && !value.isEmpty() ? MASK : text(value);
    }

    private static String printable(String text) {
        return CONTROL.matcher(text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"))
                .replaceAll("?");
    }

    /** In UTC, to the second. */
    public static String time(Instant time) {
        return UnknownTime.is(time)
                ? "unknown"
                : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long ago, in the largest fitting unit: {@code 45 s}, {@code 12 min}, {@code 5 h}, {@code 3 d}. */
    public static String since(Instant time, Instant now) {
        return length(Duration.between(time, now));
    }

    /** In the largest fitting unit. */
    public static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
