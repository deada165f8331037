package org.viaduct.cwmp.client;

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
     * An HTTP error, after which the CPE counts the session as failed.
     *
     * @param sentence what was wrong, for the other side
     */
    record Refused(int status, String sentence) implements Reply {}
}
