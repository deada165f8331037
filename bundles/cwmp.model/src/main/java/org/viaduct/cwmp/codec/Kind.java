package org.viaduct.cwmp.codec;

import java.util.List;

/** What values an argument of an RPC, or a member of a structure, can have. */
public sealed interface Kind {

    /** @param type local name of its XML Schema type: string, boolean, int, unsignedInt, dateTime */
    record Scalar(String type) implements Kind {}

    /** A single value that comes with its type, as that of a parameter does. */
    record TypedScalar() implements Kind {}

    /**
     * Any number of values of one kind.
     *
     * @param min how many there must be
     * @param max how many there may be
     */
    record Listing(Kind item, int min, int max) implements Kind {}

    /** @param choices the structures that may stand there, mostly one */
    record Structures(List<Structure> choices) implements Kind {
        public Structures {
            choices = List.copyOf(choices);
        }
    }

    /** @param name that of the schema's type */
    record Structure(String name, List<Member> members) {
        public Structure {
            members = List.copyOf(members);
        }
    }

    /** @param required whether a message without it makes no sense */
    record Member(String name, Kind kind, boolean required) {}
}
