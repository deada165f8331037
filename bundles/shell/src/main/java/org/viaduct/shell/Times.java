package org.viaduct.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.viaduct.cwmp.UnknownTime;

/** Times in a form for people. */
public final class Times {
    private Times() {}

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
