package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.List;
import org.viaduct.cwmp.codec.Envelope;

/** What to answer over HTTP. */
sealed interface Reply {

    /** 200 with an envelope. */
    record Message(Envelope envelope) implements Reply {}

    /** 200 with the InformResponse, and the cookie of the session that it opens. */
    record Opened(Envelope envelope, String cookie) implements Reply {}

    /** 200 with an RPC for the CPE. */
    record Calling(Session session, Envelope envelope) implements Reply {}

    /** 204: the session is over (TR-069 3.7.1.4). */
    record NothingMore() implements Reply {}

    /**
     * An HTTP error, after which the CPE counts the session as failed, unless it is a challenge that it can meet.
     *
     * @param sentence what was wrong, for the other side
     * @param challenges of a 401, the preferred one first
     * @param delay until it is written
     */
    record Refused(int status, String sentence, List<String> challenges, Duration delay) implements Reply {

        Refused(int status, String sentence) {
            this(status, sentence, List.of(), Duration.ZERO);
        }
    }
}
