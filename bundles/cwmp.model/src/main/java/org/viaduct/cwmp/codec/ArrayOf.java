package org.viaduct.cwmp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * A SOAP array. Read, its items may have any name.
 *
 * @param itemType with its prefix, for soap-enc:arrayType
 */
record ArrayOf<V>(String itemName, String itemType, Type<V> type, int min, int max) implements Type<List<V>> {
    /** An array of structures, whose elements are named like their type. */
    static <V> Type<List<V>> structs(Shape<V> shape, int min, int max) {
        return new ArrayOf<>(shape.name(), "cwmp:" + shape.name(), shape, min, max);
    }

    /** An array of strings of at most so many characters. */
    static Type<List<String>> strings(int maxLength, int min) {
        return new ArrayOf<>("string", "xsd:string", Simple.token(maxLength), min, Integer.MAX_VALUE);
    }

    @Override
    public List<V> read(ElementReader in) throws XMLStreamException, MalformedMessage {
        List<V> items = new ArrayList<>();
        while (in.nextChild()) {
            items.add(type.read(in));
        }
        return items;
    }

    @Override
    public void write(ElementWriter out, List<V> items) throws XMLStreamException {
        out.arrayType(itemType, items.size());
        for (V item : items) {
            out.start(itemName);
            type.write(out, item);
            out.end();
        }
    }

    @Override
    public void show(Outline out, String label, List<V> items) {
        show(out, label, itemName, items, type);
    }

    static <V> void show(Outline out, String label, String itemName, List<V> items, Type<V> type) {
        out.begin(label + "[" + items.size() + "]");
        for (int i = 0; i < items.size() && !out.isFull(); i++) {
            type.show(out, itemName, items.get(i));
        }
        out.end();
    }

    @Override
    public List<V> absent() {
        return List.of();
    }

    @Override
    public Kind kind() {
        return new Kind.Listing(type.kind(), min, max);
    }

    @Override
    public List<V> make(String path, PlainValue plain) {
        return make(path, plain, type);
    }

    @Override
    public PlainValue plain(List<V> items) {
        return plain(items, type);
    }

    static <V> List<V> make(String path, PlainValue plain, Type<V> type) {
        if (!(plain instanceof PlainValue.Items items)) {
            throw new IllegalArgumentException(path + " is a list");
        }
        List<V> made = new ArrayList<>();
        for (PlainValue item : items.items()) {
            made.add(type.make(path + "[" + (made.size() + 1) + "]", item));
        }
        return made;
    }

    static <V> PlainValue plain(List<V> items, Type<V> type) {
        return new PlainValue.Items(items.stream().map(type::plain).toList());
    }

    @Override
    public Optional<String> violation(String path, List<V> items) {
        return violation(path, items, type, min, max);
    }

    static <V> Optional<String> violation(String path, List<V> items, Type<V> type, int min, int max) {
        if (items.size() < min || items.size() > max) {
            String bound =
                    items.size() < min ? "at least " + min + " must be there" : "at most " + max + " are allowed";
            return Optional.of(path + " has " + items.size() + " entries, " + bound);
        }
        for (int i = 0; i < items.size(); i++) {
            Optional<String> violation = type.violation(path + "[" + (i + 1) + "]", items.get(i));
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }
}
