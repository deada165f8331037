package org.viaduct.cwmp.codec;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

/** The types whose values are one text. */
final class Simple<V> implements Type<V> {
    static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    static final Type<Long> UNSIGNED_INT = new Simple<>(
            "unsignedInt", 0L, text -> number(text, 0, MAX_UNSIGNED_INT), Object::toString, Simple::notUnsigned);
    static final Type<Integer> INT = new Simple<>(
            "int",
            0,
            text -> (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE),
            Object::toString,
            Simple::unlimited);
    static final Type<Boolean> BOOLEAN =
            new Simple<>("boolean", false, Simple::bool, Object::toString, Simple::unlimited);
    static final Type<Instant> DATE_TIME =
            new Simple<>("dateTime", UnknownTime.INSTANT, DateTimes::read, Instant::toString, Simple::unlimited);

    private final String schemaType;
    private final V absent;
    private final boolean mayBeEmpty;
    private final Function<String, V> parse;
    private final Function<V, String> format;
    private final BiFunction<String, V, Optional<String>> violation;

    private Simple(
            String schemaType,
            V absent,
            Function<String, V> parse,
            Function<V, String> format,
            BiFunction<String, V, Optional<String>> violation) {
        this(schemaType, absent, true, parse, format, violation);
    }

    private Simple(
            String schemaType,
            V absent,
            boolean mayBeEmpty,
            Function<String, V> parse,
            Function<V, String> format,
            BiFunction<String, V, Optional<String>> violation) {
        this.schemaType = schemaType;
        this.absent = absent;
        this.mayBeEmpty = mayBeEmpty;
        this.parse = parse;
        this.format = format;
        this.violation = violation;
    }

    /** A string of at most so many characters. */
    static Type<String> text(int maxLength) {
        return new Simple<>(
                "string", "", Function.identity(), Function.identity(), (path, text) -> tooLong(path, text, maxLength));
    }

    /** A string of at most so many characters in which surrounding blanks mean nothing: a name, a code. */
    static Type<String> token(int maxLength) {
        return new Simple<>(
                "string", "", String::strip, Function.identity(), (path, text) -> tooLong(path, text, maxLength));
    }

    @Override
    public V read(ElementReader in) throws XMLStreamException, MalformedMessage {
        String name = in.localName();
        String text = in.text();
        if (!mayBeEmpty && text.isBlank()) {
            throw in.malformed(Problem.ARGUMENT, name + " has no value");
        }
        try {
            return text.isEmpty() ? absent : parse.apply(text);
        } catch (IllegalArgumentException impossible) {
            throw in.malformed(
                    Problem.ARGUMENT, name + " has the value " + XmlText.quoted(text) + ": " + impossible.getMessage());
        }
    }

    @Override
    public void write(ElementWriter out, V value) throws XMLStreamException {
        out.text(format.apply(value));
    }

    @Override
    public void show(Outline out, String label, V value) {
        out.line(label, format.apply(value));
    }

    /** An empty number would read as 0, which says that all went well. */
    @Override
    public Type<V> mandatory() {
        return absent instanceof Number ? new Simple<>(schemaType, absent, false, parse, format, violation) : this;
    }

    @Override
    public V absent() {
        return absent;
    }

    @Override
    public Kind kind() {
        return new Kind.Scalar(schemaType);
    }

    @Override
    public V make(String path, PlainValue plain) {
        if (!(plain instanceof PlainValue.Text single)) {
            throw new IllegalArgumentException(path + " is a single value");
        }
        try {
            return single.text().isEmpty() ? absent : parse.apply(single.text());
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException(
                    path + " has the value " + XmlText.quoted(single.text()) + ": " + impossible.getMessage(),
                    impossible);
        }
    }

    @Override
    public PlainValue plain(V value) {
        return new PlainValue.Text(format.apply(value));
    }

    @Override
    public Optional<String> violation(String path, V value) {
        return violation.apply(path, value);
    }

    private static long number(String text, long min, long max) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return 0;
        }
        long value;
        try {
            value = Long.parseLong(digits);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("a whole number is expected", notANumber);
        }
        if (value < min || value > max) {
            throw new IllegalArgumentException("a number from " + min + " to " + max + " is expected");
        }
        return value;
    }

    private static boolean bool(String text) {
        String word = text.strip();
        if (word.equals("1") || word.equalsIgnoreCase("true")) {
            return true;
        }
        if (word.isEmpty() || word.equals("0") || word.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException("true, false, 1 or 0 is expected");
    }

    private static Optional<String> tooLong(String path, String text, int maxLength) {
        int length = text.codePointCount(0, text.length());
        return length <= maxLength
                ? Optional.empty()
                : Optional.of(path + " has " + length + " characters, at most " + maxLength + " are allowed");
    }

    private static Optional<String> notUnsigned(String path, long value) {
        return value >= 0 && value <= MAX_UNSIGNED_INT
                ? Optional.empty()
                : Optional.of(path + " is " + value + ", a number from 0 to " + MAX_UNSIGNED_INT + " is expected");
    }

    private static <V> Optional<String> unlimited(String path, V value) {
        return Optional.empty();
    }
}
