package org.viaduct.onem2m.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Timestamp;

/** The arguments of a query string, each read with the type that it should have; another one is refused with 4000. */
final class Arguments {

    private static final int GREATEST_NUMBER = 999_999_999;

    private final Map<String, List<String>> raw;

    private Arguments(Map<String, List<String>> raw) {
        this.raw = raw;
    }

    static Arguments of(@Nullable String query) {
        Map<String, List<String>> raw = new LinkedHashMap<>();
        for (String argument : query == null ? new String[0] : query.split("&")) {
            int equals = argument.indexOf('=');
            if (equals <= 0) {
                throw Refusals.badRequest(
                        "The query argument " + Refusals.quote(argument) + " is not written name=value.");
            }
            raw.computeIfAbsent(Percent.decode(argument.substring(0, equals), "The query"), name -> new ArrayList<>())
                    .add(argument.substring(equals + 1));
        }
        return new Arguments(raw);
    }

    Set<String> names() {
        return raw.keySet();
    }

    /** The members of a list, which is written as a repeated argument or with plus signs between (TS-0009 6.2.2.2). */
    List<String> list(String name) {
        return raw.getOrDefault(name, List.of()).stream()
                .flatMap(list -> Arrays.stream(list.split("\\+", -1)))
                .map(member -> nonEmpty(name, Percent.decode(member, name)))
                .toList();
    }

    List<Integer> numbers(String name) {
        return list(name).stream().map(member -> positive(name, member)).toList();
    }

    OptionalInt positive(String name) {
        return single(name).map(value -> OptionalInt.of(positive(name, value))).orElse(OptionalInt.empty());
    }

    OptionalInt nonNegative(String name) {
        return single(name)
                .map(value -> OptionalInt.of(atLeast(0, name, value)))
                .orElse(OptionalInt.empty());
    }

    Optional<Instant> timestamp(String name) {
        return single(name).map(value -> timestamp(name, value));
    }

    /** @param known the value that a number stands for */
    <E> Optional<E> enumerated(String name, LongFunction<Optional<E>> known) {
        return single(name).map(value -> number(value)
                .flatMap(known::apply)
                .orElseThrow(() -> Refusals.badValue(name, value, "one of the numbers that TS-0004 lists")));
    }

    static Instant timestamp(String name, String value) {
        try {
            return Timestamp.parse(value);
        } catch (DateTimeException e) {
            throw Refusals.badValue(name, value, "a UTC time like 20261231T235959");
        }
    }

    private Optional<String> single(String name) {
        List<String> values = raw.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Refusals.badRequest(name + " is given " + values.size() + " times: write it once.");
        }
        return values.stream().findFirst().map(value -> nonEmpty(name, Percent.decode(value, name)));
    }

    private static String nonEmpty(String name, String value) {
        if (value.isEmpty()) {
            throw Refusals.badRequest(name + " has no value: write one or leave it out.");
        }
        return value;
    }

    private static int positive(String name, String value) {
        return atLeast(1, name, value);
    }

    private static int atLeast(int least, String name, String value) {
        return number(value)
                .filter(number -> number >= least)
                .orElseThrow(
                        () -> Refusals.badValue(name, value, "a whole number from " + least + " to " + GREATEST_NUMBER))
                .intValue();
    }

    /** A whole number without sign; empty when it is none or has more digits than the greatest. */
    private static Optional<Long> number(String value) {
        return value.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
