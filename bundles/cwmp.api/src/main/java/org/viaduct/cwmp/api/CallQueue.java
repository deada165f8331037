package org.viaduct.cwmp.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;

/**
 * RPCs for single CPEs, kept durably until their CPE opens a session or their deadline passes. Each is sent at most once: one
 * that may have been received is never sent again. Thread-safe. Every method may throw the
 * store's StoreUnavailableException.
 */
@ProviderType
public interface CallQueue {

    /** The priority of calls that nobody says anything else of. */
    int ORDINARY = 0;

    /**
     * Queues an RPC, durably before it returns, and has the CPE asked to connect.
     *
     * @param priority higher ones go first, equal ones in the order of their submission
     * @param patience how long it may wait for a session
     * @throws IllegalArgumentException when the RPC cannot carry its arguments, or the CPE is not known; with a sentence
     * @throws QueueFullException when too many calls wait for this CPE
     */
    QueuedCall submit(CpeId cpe, CwmpRequest request, int priority, Duration patience);

    Optional<QueuedCall> find(String id);

    /** The calls of a CPE: those that wait in the order in which they go out, then those that ended, last first. */
    List<QueuedCall> list(CpeId cpe);

    /**
     * Takes a call back if it has not been sent.
     *
     * @return the call as it is afterwards; empty if there is none
     */
    Optional<QueuedCall> cancel(String id);

    /** Completes with the call when it has ended, at once if it has; exceptionally when the queue stops. */
    CompletionStage<QueuedCall> ended(String id);
}
