package org.viaduct.cwmp.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.viaduct.cwmp.Presentable;

/**
 * One argument of a message or member of a structure.
 *
 * @param <R> the record that has it
 * @param element name of its element
 * @param secret whether nobody is shown its value
 */
record Field<R, V>(String element, Type<V> type, Function<R, V> accessor, Presence presence, boolean secret) {
    enum Presence {
        /** A message without it cannot be understood. */
        REQUIRED,
        /** The schema wants it, but a message without it can be understood. */
        EXPECTED,
        /** The schema lets it be away, and so it is where there is no value. */
        OPTIONAL
    }

    static <R, V> Field<R, V> of(String element, Type<V> type, Function<R, V> accessor) {
        return new Field<>(element, type, accessor, Presence.EXPECTED, false);
    }

    static <R> Field<R, String> text(String element, int maxLength, Function<R, String> accessor) {
        return of(element, Simple.text(maxLength), accessor);
    }

    static <R> Field<R, String> token(String element, int maxLength, Function<R, String> accessor) {
        return of(element, Simple.token(maxLength), accessor);
    }

    static <R> Field<R, Long> unsignedInt(String element, Function<R, Long> accessor) {
        return of(element, Simple.UNSIGNED_INT, accessor);
    }

    static <R> Field<R, Integer> integer(String element, Function<R, Integer> accessor) {
        return of(element, Simple.INT, accessor);
    }

    static <R> Field<R, Boolean> bool(String element, Function<R, Boolean> accessor) {
        return of(element, Simple.BOOLEAN, accessor);
    }

    static <R> Field<R, Instant> dateTime(String element, Function<R, Instant> accessor) {
        return of(element, Simple.DATE_TIME, accessor);
    }

    static <R, V> Field<R, List<V>> repeated(
            String element, Structure<V> structure, int min, Function<R, List<V>> accessor) {
        return of(element, new Repeated<>(structure, min), accessor);
    }

    Field<R, V> required() {
        return new Field<>(element, type.mandatory(), accessor, Presence.REQUIRED, secret);
    }

    Field<R, V> optional() {
        return new Field<>(element, type, accessor, Presence.OPTIONAL, secret);
    }

    Field<R, V> asSecret() {
        return new Field<>(element, type, accessor, presence, true);
    }

    void write(ElementWriter out, R owner) throws XMLStreamException {
        V value = accessor.apply(owner);
        if (presence != Presence.OPTIONAL || !value.equals(type.absent())) {
            type.write(out, element, value);
        }
    }

    PlainValue plain(R owner) {
        return type.plain(accessor.apply(owner));
    }

    void show(Outline out, R owner) {
        V value = accessor.apply(owner);
        if (secret) {
            out.line(element, value.equals(type.absent()) ? "" : Presentable.MASK);
        } else {
            type.show(out, element, value);
        }
    }

    Optional<String> violation(String path, R owner) {
        return type.violation(path + "." + element, accessor.apply(owner));
    }
}
