package org.viaduct.cwmp.api;

/**
 * How a wake-up ended.
 *
 * @param detail a sentence for an operator, such as {@code 127.0.0.1:40123 refused the connection}
 */
public record WakeResult(Outcome outcome, String detail) {

    /** What the caller can count on. */
    public enum Outcome {
        /** A session is open: it will ask for the next RPC, or is just ending. */
        IN_SESSION,
        /** The CPE accepted the connection request: a session is to follow within 30 s. */
        ACCEPTED,
        /** It was asked in a way that is not acknowledged, such as UDP: a session may follow within 30 s. */
        SENT,
        /** The CPE is busy (503): try again. */
        BUSY,
        /** The CPE cannot be reached or refused: unreachable, wrong credentials, no address known, address not allowed. */
        FAILED
    }
}
