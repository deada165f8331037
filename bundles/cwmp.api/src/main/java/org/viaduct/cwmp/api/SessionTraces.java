package org.viaduct.cwmp.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;

/**
 * Records what is said in the sessions of single CPEs, for people: bounded, in memory, secrets masked. Off until it is
 * switched on for a CPE. Thread-safe.
 */
@ProviderType
public interface SessionTraces {

    /**
     * Records the sessions of this CPE from now on, whether it is known or not.
     *
     * @throws IllegalStateException when as many CPEs are traced as may be; with a sentence
     */
    void on(CpeId cpe);

    /** Stops recording and forgets what was recorded. */
    void off(CpeId cpe);

    Set<CpeId> traced();

    /** The last sessions of a CPE that were recorded, oldest first; the last may be open. */
    List<SessionTrace> sessions(CpeId cpe);

    /** @param end how it ended, as a sentence; empty while it is open */
    record SessionTrace(CwmpSession session, Optional<String> end, List<TracedMessage> messages) {}

    /**
     * One HTTP message.
     *
     * @param summary in one line, such as {@code Inform 1 BOOT, 4 VALUE CHANGE} or {@code empty POST}
     * @param text the message in readable form, secrets masked; cut where it is too long, and says so; empty for an empty one
     */
    record TracedMessage(Instant at, Direction direction, String summary, String text) {}

    /** Who spoke. */
    enum Direction {
        FROM_CPE,
        TO_CPE
    }
}
