package org.viaduct.cwmp.client;

import org.viaduct.cwmp.codec.Limits;
import org.viaduct.settings.NumberSettings;

/** The settings of how much a message may ask of its reader. */
final class MessageLimits {

    private MessageLimits() {}

    static Limits of(NumberSettings settings) {
        return new Limits(
                settings.number("message.depth.max", 10, 1_000),
                settings.number("message.elements.max", 1_000, 100_000_000),
                settings.number("message.attributes.max", 8, 1_000),
                settings.number("message.value.max", 1_024, 1 << 26),
                Limits.DEFAULT.maxCharacters());
    }
}
