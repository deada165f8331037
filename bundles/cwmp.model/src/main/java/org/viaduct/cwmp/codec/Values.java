package org.viaduct.cwmp.codec;

import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The values of a structure's fields, as far as they have been read. */
final class Values<R> {
    private final List<Field<R, ?>> fields;
    private final @Nullable Object[] values;

    Values(List<Field<R, ?>> fields) {
        this.fields = fields;
        this.values = new Object[fields.size()];
    }

    void read(int index, ElementReader in) throws XMLStreamException, MalformedMessage {
        values[index] = next(index, fields.get(index), in);
    }

    private <V> V next(int index, Field<R, V> field, ElementReader in) throws XMLStreamException, MalformedMessage {
        return isAbsent(index) ? field.type().read(in) : field.type().read(in, get(index, field));
    }

    void make(int index, String path, PlainValue plain) {
        values[index] = fields.get(index).type().make(path, plain);
    }

    boolean isAbsent(int index) {
        return values[index] == null;
    }

    /** The value of the field with this index, or what stands for its absence. */
    @SuppressWarnings("unchecked") // a value comes from the type of the field with its index
    <V> V get(int index, Field<R, V> field) {
        Object value = values[index];
        return value == null ? field.type().absent() : (V) value;
    }
}
