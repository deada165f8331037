package org.viaduct.cwmp.codec;

import java.util.Optional;
import org.viaduct.cwmp.CwmpMessage;

/** Whether an RPC can carry its arguments. */
public final class Arguments {
    private Arguments() {}

    /**
     * What in the message exceeds the lengths, ranges and sizes of CWMP, such as {@code Download.URL has 300
     * characters, at most 256 are allowed}; empty if nothing does. Patterns and enumerations are the schema's matter.
     *
     * @throws IllegalArgumentException if the message is of a kind this bundle does not know
     */
    public static Optional<String> violation(CwmpMessage message) {
        return violation(Rpcs.shapeOf(message), message);
    }

    private static <M extends CwmpMessage> Optional<String> violation(Shape<M> shape, CwmpMessage message) {
        return shape.violation(shape.name(), shape.cast(message));
    }
}
