package org.viaduct.store.selection;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(
        id = SelectionSettings.PID,
        name = "Viaduct store selection",
        description = "Which persistence backend is in use.")
public @interface SelectionSettings {

    String PID = "org.viaduct.store.selection";

    @AttributeDefinition(
            name = "Backend",
            description =
                    "The backend in use: embedded, postgresql or volatile; the feature viaduct-store-<backend> brings"
                            + " it. Another backend holds other resources: store:copy takes them there.")
    String backend() default "embedded";

    @AttributeDefinition(
            name = "Pause in seconds",
            description = "How long requests wait for a backend that is being updated or configured, before they are"
                    + " refused. Longer hides longer gaps, and occupies more threads meanwhile.",
            min = "0",
            max = "60")
    int pause_seconds() default 5;
}
