package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.Optional;

/**
 * An RPC that waits for a session.
 *
 * @param id what it is known by to whoever queued it: the structured address of an {@code <execInstance>}, the identifier of
 *     a {@link QueuedCall}
 * @param rpc the name of the RPC
 * @param deadline when it is given up
 * @param urgent whether somebody waits for its answer at this moment
 */
public record WaitingCall(String id, String rpc, Instant since, Optional<Instant> deadline, boolean urgent) {}
