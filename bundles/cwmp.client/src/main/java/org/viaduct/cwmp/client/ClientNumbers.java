package org.viaduct.cwmp.client;

import java.util.Map;
import org.viaduct.settings.NumberSettings;

/** The whole numbers of {@link ClientConfiguration}. */
final class ClientNumbers {

    private ClientNumbers() {}

    static NumberSettings of(Map<String, ?> properties) {
        return new NumberSettings(properties, ClientConfiguration.PID + ".cfg", ClientConfiguration.class);
    }
}
