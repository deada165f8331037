package org.viaduct.cwmp.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import org.viaduct.cwmp.UnknownTime;

/**
 * xs:dateTime as devices write it. A time without zone is taken for UTC. One that is none (a clock never set gives
 * {@code 0000-00-00T00:00:00}) is the unknown time: a device is not shut out because of its clock.
 */
final class DateTimes {
    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private DateTimes() {}

    static Instant read(String text) {
        try {
            TemporalAccessor parsed = LENIENT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime time = parsed instanceof LocalDateTime local
                    ? local.atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.from(parsed);
            return time.getYear() > 1 && time.getYear() < 10_000 ? time.toInstant() : UnknownTime.INSTANT;
        } catch (DateTimeException noTime) {
            return UnknownTime.INSTANT;
        }
    }
}
