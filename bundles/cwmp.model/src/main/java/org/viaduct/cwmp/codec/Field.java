package org.viaduct.cwmp.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.rpc.FaultStruct;

/**
 * One argument of a message or member of a structure.
 *
 * @param <R> the record that has it
 */
public final class Field<R, V> {
    private final String element;
    private final Type<V> type;
    private final Function<R, V> accessor;
    private final Presence presence;
    private final boolean secret;

    private Field(String element, Type<V> type, Function<R, V> accessor, Presence presence, boolean secret) {
        this.element = element;
        this.type = type;
        this.accessor = accessor;
        this.presence = presence;
        this.secret = secret;
    }

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

    /** @param maxLength characters */
    public static <R> Field<R, String> text(String element, int maxLength, Function<R, String> accessor) {
        return of(element, Simple.text(maxLength), accessor);
    }

    /** Text whose white space around it does not count. */
    public static <R> Field<R, String> token(String element, int maxLength, Function<R, String> accessor) {
        return of(element, Simple.token(maxLength), accessor);
    }

    public static <R> Field<R, Long> unsignedInt(String element, Function<R, Long> accessor) {
        return of(element, Simple.UNSIGNED_INT, accessor);
    }

    public static <R> Field<R, Integer> integer(String element, Function<R, Integer> accessor) {
        return of(element, Simple.INT, accessor);
    }

    public static <R> Field<R, Boolean> bool(String element, Function<R, Boolean> accessor) {
        return of(element, Simple.BOOLEAN, accessor);
    }

    public static <R> Field<R, Instant> dateTime(String element, Function<R, Instant> accessor) {
        return of(element, Simple.DATE_TIME, accessor);
    }

    /** A structure, which has an element of this name to itself. */
    public static <R, V> Field<R, V> structure(String element, Shape<V> shape, Function<R, V> accessor) {
        return of(element, shape, accessor).required();
    }

    /** How a transfer or the like ended (TR-069 A.3.3.2). */
    public static <R> Field<R, FaultStruct> fault(String element, Function<R, FaultStruct> accessor) {
        return structure(element, TransferRpcs.FAULT, accessor);
    }

    /** A SOAP array of structures. */
    public static <R, V> Field<R, List<V>> structures(
            String element, Shape<V> shape, int min, int max, Function<R, List<V>> accessor) {
        return of(element, ArrayOf.structs(shape, min, max), accessor);
    }

    /** A SOAP array of strings of at most so many characters. */
    public static <R> Field<R, List<String>> strings(
            String element, int maxLength, Function<R, List<String>> accessor) {
        return of(element, ArrayOf.strings(maxLength, 0), accessor);
    }

    static <R, V> Field<R, List<V>> repeated(
            String element, Structure<V> structure, int min, Function<R, List<V>> accessor) {
        return of(element, new Repeated<>(structure, min), accessor);
    }

    /** This field, of a message that makes no sense without it. */
    public Field<R, V> required() {
        return new Field<>(element, type.mandatory(), accessor, Presence.REQUIRED, secret);
    }

    /** This field, whose element is away where there is no value. */
    public Field<R, V> optional() {
        return new Field<>(element, type, accessor, Presence.OPTIONAL, secret);
    }

    /** This field, whose value nobody is shown. */
    public Field<R, V> asSecret() {
        return new Field<>(element, type, accessor, presence, true);
    }

    String element() {
        return element;
    }

    Type<V> type() {
        return type;
    }

    Presence presence() {
        return presence;
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
