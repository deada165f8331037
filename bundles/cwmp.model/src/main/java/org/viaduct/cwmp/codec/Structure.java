package org.viaduct.cwmp.codec;

import javax.xml.stream.XMLStreamException;

/** A type whose values have named members. */
interface Structure<V> extends Type<V> {
    /** Whether a value may have a member in an element of this name. */
    boolean hasMember(String element);

    /**
     * Reads the members up to the end of their element.
     *
     * @param typeName what the element's xsi:type, else its own name, says about it
     */
    V readMembers(ElementReader in, String typeName) throws XMLStreamException, MalformedMessage;

    @Override
    default V read(ElementReader in) throws XMLStreamException, MalformedMessage {
        return readMembers(in, in.typeName());
    }
}
