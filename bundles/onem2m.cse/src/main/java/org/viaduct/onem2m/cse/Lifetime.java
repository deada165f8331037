package org.viaduct.onem2m.cse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;

/** How long resources live that do not say it: an ISO 8601 period of dates or of time. */
final class Lifetime {

    private Lifetime() {}

    /** @throws IllegalArgumentException when the text is neither {@code P10Y} nor {@code PT12H}, or not positive */
    static TemporalAmount parse(String text) {
        try {
            if (text.contains("T")) {
                Duration time = Duration.parse(text);
                if (!time.isNegative() && !time.isZero()) {
                    return time;
                }
            } else {
                Period dates = Period.parse(text);
                if (!dates.isNegative() && !dates.isZero() && dates.toTotalMonths() <= 12_000) {
                    return dates;
                }
            }
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("expiration.default is no duration such as P10Y: " + text, malformed);
        }
        throw new IllegalArgumentException("expiration.default is not positive, or more than 1000 years: " + text);
    }
}
