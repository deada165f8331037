package org.viaduct.onem2m.cse;

import java.util.Optional;
import java.util.OptionalInt;
import org.viaduct.onem2m.Representation;

/**
 * The content of a response.
 *
 * @param nextOffset set when it is partial: where to go on
 */
record Content(Optional<Representation> representation, OptionalInt nextOffset) {

    static final Content NONE = new Content(Optional.empty(), OptionalInt.empty());

    static Content of(String root, Object value) {
        return of(new Representation(root, value), OptionalInt.empty());
    }

    static Content of(Representation representation, OptionalInt nextOffset) {
        return new Content(Optional.of(representation), nextOffset);
    }
}
