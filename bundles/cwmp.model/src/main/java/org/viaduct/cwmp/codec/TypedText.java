package org.viaduct.cwmp.codec;

import java.util.Optional;
import java.util.Set;
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
        public TypedText absent() {
            return new TypedText("", STRING);
        }

        @Override
        public Optional<String> violation(String path, TypedText value) {
            return Optional.empty();
        }
    };
}
