package org.viaduct.cwmp.codec;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamException;

/**
 * A text with the type it names by xsi:type.
 *
 * @param type local name; of a vendor's {@code string(1024)} only {@code string} is kept
 */
record TypedText(String text, String type) {
    private static final String STRING = "string";
    private static final String BASE64 = "base64";
    private static final Set<String> SCHEMA_TYPES = Set.of(
            STRING,
            "boolean",
            "int",
            "unsignedInt",
            "long",
            "unsignedLong",
            "dateTime",
            "base64Binary",
            "hexBinary",
            "integer",
            "decimal",
            "float",
            "double",
            "short",
            "unsignedShort",
            "byte",
            "unsignedByte",
            "anyURI");

    static final Type<TypedText> TYPE = new Type<>() {
        @Override
        public TypedText read(ElementReader in) throws XMLStreamException, MalformedMessage {
            String type = in.xsiType();
            int parenthesis = type.indexOf('(');
            String name = parenthesis < 0 ? type : type.substring(0, parenthesis);
            return new TypedText(in.text(), name.isEmpty() ? STRING : name);
        }

        @Override
        public void write(ElementWriter out, TypedText value) throws XMLStreamException {
            if (value.type.equals(BASE64)) {
                out.xsiType("soap-enc:base64");
            } else {
                out.xsiType("xsd:" + (SCHEMA_TYPES.contains(value.type) ? value.type : STRING));
            }
            out.text(value.text);
        }

        @Override
        public void show(Outline out, String label, TypedText value) {
            out.line(label, value.text);
        }

        @Override
        public TypedText absent() {
            return new TypedText("", STRING);
        }

        @Override
        public Kind kind() {
            return new Kind.TypedScalar();
        }

        @Override
        public TypedText make(String path, PlainValue plain) {
            if (!(plain instanceof PlainValue.Text typed)) {
                throw new IllegalArgumentException(path + " is a single value");
            }
            return new TypedText(typed.text(), typed.type().isEmpty() ? STRING : typed.type());
        }

        @Override
        public PlainValue plain(TypedText value) {
            return new PlainValue.Text(value.text, value.type);
        }

        @Override
        public Optional<String> violation(String path, TypedText value) {
            return value.type.equals(BASE64) || SCHEMA_TYPES.contains(value.type)
                    ? Optional.empty()
                    : Optional.of(path + " has the type " + XmlText.quoted(value.type) + ": one of "
                            + String.join(", ", new TreeSet<>(SCHEMA_TYPES)) + " is expected");
        }
    };
}
