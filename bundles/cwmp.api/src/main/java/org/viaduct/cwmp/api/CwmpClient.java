package org.viaduct.cwmp.api;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;

/** The side that calls RPCs on CPEs (the ACS role). Thread-safe. */
@ProviderType
public interface CwmpClient {

    /**
     * Makes a CPE open a session, unless it is in one: an HTTP exchange is pending or ended less than five seconds ago.
     * What is to be said to it then, {@link SessionParticipant#next} gives. Bounded in time; never completes exceptionally.
     */
    CompletionStage<WakeResult> wake(CpeId cpe);
}
