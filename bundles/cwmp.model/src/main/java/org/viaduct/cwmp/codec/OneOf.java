package org.viaduct.cwmp.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.viaduct.cwmp.codec.MalformedMessage.Problem;

/** A structure of one of several shapes, told apart by xsi:type. */
record OneOf<V>(List<Shape<? extends V>> shapes) implements Structure<V> {
    OneOf {
        shapes = List.copyOf(shapes);
    }

    @Override
    public boolean hasMember(String element) {
        return shapes.stream().anyMatch(shape -> shape.hasMember(element));
    }

    @Override
    public V readMembers(ElementReader in, String typeName) throws XMLStreamException, MalformedMessage {
        for (Shape<? extends V> shape : shapes) {
            if (shape.name().equals(typeName)) {
                return shape.readMembers(in, typeName);
            }
        }
        List<String> names = shapes.stream().map(Shape::name).toList();
        throw in.malformed(
                Problem.ARGUMENT, XmlText.quoted(typeName) + " is no operation; xsi:type must be one of " + names);
    }

    @Override
    public void write(ElementWriter out, V value) throws XMLStreamException {
        writeAs(shapeOf(value), out, value);
    }

    private <S extends V> void writeAs(Shape<S> shape, ElementWriter out, V value) throws XMLStreamException {
        out.xsiType("cwmp:" + shape.name());
        shape.write(out, shape.cast(value));
    }

    @Override
    public void show(Outline out, String label, V value) {
        showAs(shapeOf(value), out, value);
    }

    private <S extends V> void showAs(Shape<S> shape, Outline out, V value) {
        shape.show(out, shape.name(), shape.cast(value));
    }

    @Override
    public V absent() {
        throw new IllegalStateException("there is no absent structure");
    }

    @Override
    public Kind kind() {
        return new Kind.Structures(shapes.stream().map(Shape::structure).toList());
    }

    @Override
    public V make(String path, PlainValue plain) {
        if (plain instanceof PlainValue.Members members) {
            for (Shape<? extends V> shape : shapes) {
                if (shape.name().equals(members.structure())) {
                    return shape.make(path, plain);
                }
            }
        }
        throw new IllegalArgumentException(
                path + " is one of " + shapes.stream().map(Shape::name).collect(Collectors.joining(", ")));
    }

    @Override
    public PlainValue plain(V value) {
        return plainAs(shapeOf(value), value);
    }

    private <S extends V> PlainValue plainAs(Shape<S> shape, V value) {
        return shape.plain(shape.cast(value));
    }

    @Override
    public Optional<String> violation(String path, V value) {
        return violationAs(shapeOf(value), path, value);
    }

    private <S extends V> Optional<String> violationAs(Shape<S> shape, String path, V value) {
        return shape.violation(path, shape.cast(value));
    }

    private Shape<? extends V> shapeOf(V value) {
        return shapes.stream()
                .filter(shape -> shape.describes(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape for " + value.getClass()));
    }
}
