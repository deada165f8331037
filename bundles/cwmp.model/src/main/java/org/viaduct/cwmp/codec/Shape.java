package org.viaduct.cwmp.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.viaduct.cwmp.codec.Field.Presence;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

/**
 * What a message or structure looks like on the wire: its fields in the order of the schema, which is that of the
 * record's components too. Reading and writing follow from it.
 */
public final class Shape<R> implements Structure<R> {
    private final String name;
    private final Class<R> type;
    private final List<Field<R, ?>> fields;
    private final Constructor<R> constructor;
    private final Optional<BiConsumer<Outline, R>> shown;

    private Shape(Class<R> type, List<Field<R, ?>> fields, Constructor<R> constructor) {
        this(type.getSimpleName(), type, fields, constructor, Optional.empty());
    }

    private Shape(
            String name,
            Class<R> type,
            List<Field<R, ?>> fields,
            Constructor<R> constructor,
            Optional<BiConsumer<Outline, R>> shown) {
        this.name = name;
        this.type = type;
        this.fields = fields;
        this.constructor = constructor;
        this.shown = shown;
    }

    /** This shape, shown to people in another way than field by field. */
    Shape<R> shownAs(BiConsumer<Outline, R> lines) {
        return new Shape<>(name, type, fields, constructor, Optional.of(lines));
    }

    /** This shape for an element, or type of the schema, that is not named like the record. */
    public Shape<R> named(String element) {
        return new Shape<>(element, type, fields, constructor, shown);
    }

    /** Name of the schema's element or type, which is that of the record unless it was {@link #named}. */
    public String name() {
        return name;
    }

    Class<R> type() {
        return type;
    }

    boolean describes(Object value) {
        return type.isInstance(value);
    }

    R cast(Object value) {
        return type.cast(value);
    }

    @Override
    public boolean hasMember(String element) {
        return indexOf(element, 0) >= 0;
    }

    @Override
    public R readMembers(ElementReader in, String typeName) throws XMLStreamException, MalformedMessage {
        Values<R> values = new Values<>(fields);
        int expected = 0;
        while (in.nextChild()) {
            int index = indexOf(in.localName(), expected);
            if (index < 0) {
                in.skip();
            } else {
                values.read(index, in);
                expected = index + 1;
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            if (values.isAbsent(i) && fields.get(i).presence() == Presence.REQUIRED) {
                throw in.malformed(
                        Problem.ARGUMENT, name() + " lacks " + fields.get(i).element());
            }
        }
        try {
            return constructor.make(values);
        } catch (IllegalArgumentException impossible) {
            throw in.malformed(Problem.ARGUMENT, name() + " cannot be: " + impossible.getMessage());
        }
    }

    /** Arguments come in order, as a rule: the search begins where the next is expected. */
    private int indexOf(String element, int expected) {
        for (int i = 0; i < fields.size(); i++) {
            int index = (expected + i) % fields.size();
            if (fields.get(index).element().equals(element)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public void write(ElementWriter out, R value) throws XMLStreamException {
        for (Field<R, ?> field : fields) {
            field.write(out, value);
        }
    }

    @Override
    public void show(Outline out, String label, R value) {
        if (shown.isPresent()) {
            shown.get().accept(out, value);
        } else {
            out.begin(label);
            showFields(out, value);
            out.end();
        }
    }

    void showFields(Outline out, R value) {
        fields.forEach(field -> field.show(out, value));
    }

    @Override
    public R absent() {
        throw new IllegalStateException("there is no absent " + name());
    }

    Kind.Structure structure() {
        return new Kind.Structure(
                name(),
                fields.stream()
                        .map(field -> new Kind.Member(
                                field.element(), field.type().kind(), field.presence() == Presence.REQUIRED))
                        .toList());
    }

    @Override
    public Kind kind() {
        return new Kind.Structures(List.of(structure()));
    }

    @Override
    public R make(String path, PlainValue plain) {
        if (!(plain instanceof PlainValue.Members given)) {
            throw new IllegalArgumentException(path + " is a structure of " + elements());
        }
        Values<R> values = new Values<>(fields);
        given.members().forEach((element, value) -> {
            int index = indexOf(element, 0);
            if (index < 0) {
                throw new IllegalArgumentException(
                        path + " has no " + element + (fields.isEmpty() ? "" : ", only " + elements()));
            }
            values.make(index, path + "." + element, value);
        });
        for (int i = 0; i < fields.size(); i++) {
            if (values.isAbsent(i) && fields.get(i).presence() == Presence.REQUIRED) {
                throw new IllegalArgumentException(
                        path + " lacks " + fields.get(i).element());
            }
        }
        return constructor.make(values);
    }

    @Override
    public PlainValue.Members plain(R value) {
        Map<String, PlainValue> members = new LinkedHashMap<>();
        fields.forEach(field -> members.put(field.element(), field.plain(value)));
        return new PlainValue.Members(name(), members);
    }

    private String elements() {
        return fields.stream().map(Field::element).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> violation(String path, R value) {
        return fields.stream()
                .flatMap(field -> field.violation(path, value).stream())
                .findFirst();
    }

    private interface Constructor<R> {
        R make(Values<R> values);
    }

    public static <R> Shape<R> of(Class<R> type, Supplier<R> make) {
        return new Shape<>(type, List.of(), values -> make.get());
    }

    public static <R, A> Shape<R> of(Class<R> type, Field<R, A> a, Make.Of1<A, R> make) {
        return new Shape<>(type, List.of(a), v -> make.make(v.get(0, a)));
    }

    public static <R, A, B> Shape<R> of(Class<R> type, Field<R, A> a, Field<R, B> b, Make.Of2<A, B, R> make) {
        return new Shape<>(type, List.of(a, b), v -> make.make(v.get(0, a), v.get(1, b)));
    }

    public static <R, A, B, C> Shape<R> of(
            Class<R> type, Field<R, A> a, Field<R, B> b, Field<R, C> c, Make.Of3<A, B, C, R> make) {
        return new Shape<>(type, List.of(a, b, c), v -> make.make(v.get(0, a), v.get(1, b), v.get(2, c)));
    }

    public static <R, A, B, C, D> Shape<R> of(
            Class<R> type, Field<R, A> a, Field<R, B> b, Field<R, C> c, Field<R, D> d, Make.Of4<A, B, C, D, R> make) {
        return new Shape<>(
                type, List.of(a, b, c, d), v -> make.make(v.get(0, a), v.get(1, b), v.get(2, c), v.get(3, d)));
    }

    public static <R, A, B, C, D, E> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Make.Of5<A, B, C, D, E, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e),
                v -> make.make(v.get(0, a), v.get(1, b), v.get(2, c), v.get(3, d), v.get(4, e)));
    }

    public static <R, A, B, C, D, E, F> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Field<R, F> f,
            Make.Of6<A, B, C, D, E, F, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e, f),
                v -> make.make(v.get(0, a), v.get(1, b), v.get(2, c), v.get(3, d), v.get(4, e), v.get(5, f)));
    }

    public static <R, A, B, C, D, E, F, G> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Field<R, F> f,
            Field<R, G> g,
            Make.Of7<A, B, C, D, E, F, G, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e, f, g),
                v -> make.make(
                        v.get(0, a), v.get(1, b), v.get(2, c), v.get(3, d), v.get(4, e), v.get(5, f), v.get(6, g)));
    }

    public static <R, A, B, C, D, E, F, G, H> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Field<R, F> f,
            Field<R, G> g,
            Field<R, H> h,
            Make.Of8<A, B, C, D, E, F, G, H, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e, f, g, h),
                v -> make.make(
                        v.get(0, a),
                        v.get(1, b),
                        v.get(2, c),
                        v.get(3, d),
                        v.get(4, e),
                        v.get(5, f),
                        v.get(6, g),
                        v.get(7, h)));
    }

    public static <R, A, B, C, D, E, F, G, H, I> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Field<R, F> f,
            Field<R, G> g,
            Field<R, H> h,
            Field<R, I> i,
            Make.Of9<A, B, C, D, E, F, G, H, I, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e, f, g, h, i),
                v -> make.make(
                        v.get(0, a),
                        v.get(1, b),
                        v.get(2, c),
                        v.get(3, d),
                        v.get(4, e),
                        v.get(5, f),
                        v.get(6, g),
                        v.get(7, h),
                        v.get(8, i)));
    }

    public static <R, A, B, C, D, E, F, G, H, I, J> Shape<R> of(
            Class<R> type,
            Field<R, A> a,
            Field<R, B> b,
            Field<R, C> c,
            Field<R, D> d,
            Field<R, E> e,
            Field<R, F> f,
            Field<R, G> g,
            Field<R, H> h,
            Field<R, I> i,
            Field<R, J> j,
            Make.Of10<A, B, C, D, E, F, G, H, I, J, R> make) {
        return new Shape<>(
                type,
                List.of(a, b, c, d, e, f, g, h, i, j),
                v -> make.make(
                        v.get(0, a),
                        v.get(1, b),
                        v.get(2, c),
                        v.get(3, d),
                        v.get(4, e),
                        v.get(5, f),
                        v.get(6, g),
                        v.get(7, h),
                        v.get(8, i),
                        v.get(9, j)));
    }
}
