package org.viaduct.cwmp.codec;

import java.util.Optional;
import org.viaduct.cwmp.CwmpMessage;

/** Which messages there are besides those of CWMP. Thread-safe; what it says may change at any time. */
@FunctionalInterface
public interface Vocabulary {

    /** None. */
    Vocabulary CWMP = element -> Optional.empty();

    /** The shape of the message whose element has this local name; not asked for the names that CWMP has. */
    Optional<Shape<? extends CwmpMessage>> named(String element);
}
