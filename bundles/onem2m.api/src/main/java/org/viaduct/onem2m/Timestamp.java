package org.viaduct.onem2m;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;

/** m2m:timestamp: {@code YYYYMMDDThhmmss[,ffffff]}, always UTC (TS-0004 6.3.3). */
public final class Timestamp {

    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("MMdd'T'HHmmss")
            .optionalStart()
            .appendLiteral(',')
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 6, false)
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter WRITE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss,SSSSSS");

    private Timestamp() {}

    public static String format(Instant instant) {
        return WRITE.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** @throws DateTimeParseException when the text is no m2m:timestamp */
    public static Instant parse(String text) {
        return LocalDateTime.parse(text, READ).toInstant(ZoneOffset.UTC);
    }

    /** Microseconds since 1970, which a timestamp resolves; for {@link Instant#MAX} the greatest number. */
    public static long micros(Instant instant) {
        return instant.equals(Instant.MAX)
                ? Long.MAX_VALUE
                : Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
}
