package org.viaduct.interworking.objects;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.viaduct.cwmp.spi.ParameterType;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.type.BooleanType;
import org.viaduct.onem2m.type.DataType;
import org.viaduct.onem2m.type.IntegerType;
import org.viaduct.onem2m.type.TextType;
import org.viaduct.onem2m.type.TimestampType;

/** The values of parameters as those of attributes, and back (TS-0006 5). */
final class Values {

    private static final int LONGEST = 65_536;
    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]*={0,2}\\s*");
    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})*");

    private Values() {}

    /** The data type of an attribute. */
    static DataType type(ParameterType type) {
        return switch (type) {
            case STRING -> TextType.of(LONGEST);
            case INT -> new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UNSIGNED_INT -> new IntegerType(0, MAX_UNSIGNED_INT);
            case LONG -> new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE);
            case UNSIGNED_LONG -> new IntegerType(0, Long.MAX_VALUE);
            case BOOLEAN -> new BooleanType();
            case DATE_TIME -> new TimestampType(false);
            case BASE64 -> new TextType(LONGEST, Optional.of(BASE64), "in base64");
            case HEX_BINARY -> new TextType(LONGEST, Optional.of(HEX), "of hexadecimal digits");
        };
    }

    /** What a CPE says; empty where it is no value of the type. */
    static Optional<Object> read(ParameterType type, String text) {
        Object value;
        try {
            value = switch (type) {
                case STRING -> text;
                case INT, UNSIGNED_INT, LONG, UNSIGNED_LONG -> Long.valueOf(text.strip());
                case BOOLEAN -> truth(text.strip());
                case DATE_TIME -> Timestamp.format(time(text.strip()));
                case BASE64, HEX_BINARY -> text.strip();
            };
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
        return type(type).check(value, "value").isEmpty() ? Optional.of(value) : Optional.empty();
    }

    private static boolean truth(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** A time without zone is one in UTC. */
    private static Instant time(String text) {
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)
                        instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** What a CPE is told. */
    static String write(ParameterType type, Object value) {
        return type == ParameterType.DATE_TIME
                ? Timestamp.parse(String.valueOf(value)).toString()
                : String.valueOf(value);
    }
}
