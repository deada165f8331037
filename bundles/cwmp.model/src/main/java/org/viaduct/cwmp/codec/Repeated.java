package org.viaduct.cwmp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * A list whose entries are elements side by side (Operations, Results). Read, a SOAP array of entries is as good.
 *
 * @param min how many there must be
 */
record Repeated<V>(Structure<V> structure, int min) implements Type<List<V>> {
    @Override
    public List<V> read(ElementReader in) throws XMLStreamException, MalformedMessage {
        return read(in, List.of());
    }

    @Override
    public List<V> read(ElementReader in, List<V> before) throws XMLStreamException, MalformedMessage {
        List<V> entries = new ArrayList<>(before);
        boolean array = in.isArray();
        String typeName = in.typeName();
        if (array || in.peekChild() && !structure.hasMember(in.localName())) {
            while (in.nextChild()) {
                entries.add(structure.read(in));
            }
        } else {
            entries.add(structure.readMembers(in, typeName));
        }
        return entries;
    }

    @Override
    public void write(ElementWriter out, List<V> entries) throws XMLStreamException {
        throw new IllegalStateException("the entries have elements of their own");
    }

    @Override
    public void write(ElementWriter out, String element, List<V> entries) throws XMLStreamException {
        for (V entry : entries) {
            structure.write(out, element, entry);
        }
    }

    @Override
    public void show(Outline out, String label, List<V> entries) {
        for (int i = 0; i < entries.size() && !out.isFull(); i++) {
            structure.show(out, label, entries.get(i));
        }
    }

    @Override
    public List<V> absent() {
        return List.of();
    }

    @Override
    public Kind kind() {
        return new Kind.Listing(structure.kind(), min, Integer.MAX_VALUE);
    }

    @Override
    public List<V> make(String path, PlainValue plain) {
        return ArrayOf.make(path, plain, structure);
    }

    @Override
    public PlainValue plain(List<V> entries) {
        return ArrayOf.plain(entries, structure);
    }

    @Override
    public Optional<String> violation(String path, List<V> entries) {
        return ArrayOf.violation(path, entries, structure, min, Integer.MAX_VALUE);
    }
}
