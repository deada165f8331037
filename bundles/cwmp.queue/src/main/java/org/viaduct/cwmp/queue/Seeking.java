package org.viaduct.cwmp.queue;

import org.viaduct.continuity.Presence;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.CwmpClient;

/**
 * Has CPEs open sessions for what waits for them. While there is no CWMP client nobody is asked; what waits is sought when
 * one appears.
 */
record Seeking(Presence<CwmpClient> client, CallIndex index) {

    /** Something began to wait for this CPE. */
    void one(CpeId cpe) {
        client.now().ifPresent(present -> present.seek(cpe, false));
    }

    /** All that something waits for. */
    void all() {
        client.now().ifPresent(present -> index.sought().forEach(cpe -> present.seek(cpe, true)));
    }
}
