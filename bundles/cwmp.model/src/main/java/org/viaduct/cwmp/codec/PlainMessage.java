package org.viaduct.cwmp.codec;

import java.util.Optional;
import org.viaduct.cwmp.CwmpMessage;

/**
 * Whole messages as {@link PlainValue}s, for those who carry them in another form than XML. What {@link #of} gave,
 * {@link #read} gives back as it was.
 */
public final class PlainMessage {

    private static final String FAULT = "Fault";

    private PlainMessage() {}

    /**
     * The arguments of a message.
     *
     * @throws IllegalArgumentException if the message is of a kind this bundle does not know
     */
    public static PlainValue.Members of(CwmpMessage message) {
        return plain(Rpcs.shapeOf(message), message);
    }

    private static <M extends CwmpMessage> PlainValue.Members plain(Shape<M> shape, CwmpMessage message) {
        return shape.plain(shape.cast(message));
    }

    /**
     * The message with these arguments.
     *
     * @param name as {@link CwmpMessage#name()} says it
     * @param vocabulary which messages there are besides those of CWMP
     * @return empty if no message has this name
     * @throws IllegalArgumentException with a sentence, if the message cannot have these arguments
     */
    public static Optional<CwmpMessage> read(String name, PlainValue.Members arguments, Vocabulary vocabulary) {
        Optional<Shape<? extends CwmpMessage>> shape =
                name.equals(FAULT) ? Optional.of(Rpcs.FAULT) : Rpcs.named(name).or(() -> vocabulary.named(name));
        return shape.map(known -> known.make(name, arguments));
    }
}
