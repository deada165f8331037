package org.viaduct.cwmp.codec;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** How one kind of argument stands between the tags of its element. */
interface Type<V> {
    /** Reads an element from its start to its end. */
    V read(ElementReader in) throws XMLStreamException, MalformedMessage;

    /** Reads one more element of the argument; only a type that repeats keeps what came before. */
    default V read(ElementReader in, V before) throws XMLStreamException, MalformedMessage {
        return read(in);
    }

    /** Writes attributes and content of an element that has been started and will be ended. */
    void write(ElementWriter out, V value) throws XMLStreamException;

    /** Writes the value in an element of this name, or in several. */
    default void write(ElementWriter out, String element, V value) throws XMLStreamException {
        out.start(element);
        write(out, value);
        out.end();
    }

    /** Adds the value to what is shown to people. */
    void show(Outline out, String label, V value);

    /** This type for an argument without which a message cannot be understood: a number must be there, too. */
    default Type<V> mandatory() {
        return this;
    }

    /** What stands for an argument that is not there. */
    V absent();

    /** What values there are. */
    Kind kind();

    /**
     * The value that a person means.
     *
     * @param path where it stands, for sentences
     * @throws IllegalArgumentException with a sentence, if there is no such value
     */
    V make(String path, PlainValue plain);

    PlainValue plain(V value);

    /** What forbids the value on the wire, beginning with the path; empty if nothing does. */
    Optional<String> violation(String path, V value);
}
