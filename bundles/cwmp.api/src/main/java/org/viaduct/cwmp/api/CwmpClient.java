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

    /**
     * Something began to wait for this CPE: has it open a session, with pauses that grow, for as long as a participant has
     * something {@linkplain SessionParticipant#waiting waiting} for it. At once where that is urgent, else in its turn.
     * Returns at once. Nothing is stored: a participant seeks again after a restart, and when a client appears.
     *
     * @param bulk whether this CPE is one of many that are sought together, such as the members of a group: those do not
     *     hold up the others
     */
    void seek(CpeId cpe, boolean bulk);
}
