package org.viaduct.cpe.simulator.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.viaduct.cpe.simulator.Drop;
import org.viaduct.cwmp.CwmpVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what is typed to what is meant. */
final class Converters {
    private Converters() {}

    /** {@code 300s}, {@code 5m}, {@code 1h}, {@code 250ms}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

        @Override
        public Duration convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException("a time is a number with ms, s, m, h or d, not " + value);
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    /** {@code 1-0} to {@code 1-4}, or with a dot. */
    static final class Version implements ITypeConverter<CwmpVersion> {
        @Override
        public CwmpVersion convert(String value) {
            return CwmpVersion.ofNumber(value.replace('-', '.'))
                    .orElseThrow(() -> new TypeConversionException("the CWMP versions are 1-0 to 1-4, not " + value));
        }
    }

    /** {@code before}, {@code instead}, {@code after}. */
    static final class DropWhen implements ITypeConverter<Drop> {
        @Override
        public Drop convert(String value) {
            return Arrays.stream(Drop.values())
                    .filter(drop -> name(drop).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("a connection is dropped "
                            + Arrays.stream(Drop.values()).map(DropWhen::name).collect(Collectors.joining(", "))
                            + ", not " + value));
        }

        private static String name(Drop drop) {
            return drop.name().toLowerCase(Locale.ROOT).split("_")[0];
        }
    }
}
