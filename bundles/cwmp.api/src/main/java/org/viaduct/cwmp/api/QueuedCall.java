package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.CwmpRequest;

/**
 * An RPC in the {@link CallQueue}.
 *
 * @param deadline when it is given up if it has not been sent
 * @param outcome what the CPE answered
 * @param remark a sentence for an operator, such as why the CPE could not be reached; may be empty
 */
public record QueuedCall(
        String id,
        CpeId cpe,
        CwmpRequest request,
        int priority,
        Instant submitted,
        Instant deadline,
        State state,
        Optional<CwmpOutcome> outcome,
        String remark) {

    /** Where a call stands. */
    public enum State {
        /** For a session of its CPE. */
        WAITING,
        /** It may have been received, the answer is awaited. */
        SENT,
        /** With a response or a fault. */
        ANSWERED,
        /** Taken back before it was sent. */
        CANCELLED,
        /** Its deadline passed before it was sent. */
        EXPIRED,
        /** The session broke after it was sent: whether the CPE carried it out is not known. */
        UNKNOWN;

        public boolean ended() {
            return this != WAITING && this != SENT;
        }
    }
}
