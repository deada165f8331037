package org.viaduct.cwmp.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a message without its Java type, as people type and read it. */
public sealed interface PlainValue {

    /**
     * A single value in its lexical form.
     *
     * @param type local name of the XML Schema type where the value has one of its own, as that of a parameter; else empty
     */
    record Text(String text, String type) implements PlainValue {
        /** A value whose type is that of its place. */
        public Text(String text) {
            this(text, "");
        }
    }

    /** The entries of an array. */
    record Items(List<PlainValue> items) implements PlainValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A structure.
     *
     * @param structure its name in the schema; may be empty where there is no choice
     * @param members by name, in the order of the schema
     */
    record Members(String structure, Map<String, PlainValue> members) implements PlainValue {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }
}
