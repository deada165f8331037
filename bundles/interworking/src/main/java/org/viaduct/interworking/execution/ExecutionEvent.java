package org.viaduct.interworking.execution;

/** What happens to an execution. */
public enum ExecutionEvent {
    /** The time of the first repetition, or of the next, has come. */
    DUE,
    /** A session takes the RPC that waits. */
    SEND,
    /** The session ended before the RPC was written. */
    NOT_SENT,
    /** The session ended, or the server stopped, after the RPC may have been written and before its answer. */
    LOST,
    /** The CPE accepted the RPC; a completion is to follow. */
    ACCEPT,
    /** The CPE said how the command ended, in a response, a fault, a completion or an event. */
    COMPLETE,
    /** A Cancel or Delete of a command that CancelTransfer reaches. */
    CANCEL_TRANSFER,
    /** A Cancel or Delete of a command that nothing reaches once it was sent. */
    CANCEL_OTHER,
    /** The CPE accepted the CancelTransfer. */
    CANCEL_ACCEPT,
    /** The CPE refused the CancelTransfer. */
    CANCEL_FAULT,
    /** No session came about for what waits, and nobody waits any longer. */
    NO_SESSION,
    /** The server was started again: whoever waited for the answer is gone. */
    RESTART,
    /** The deadline passed. */
    DEADLINE
}
