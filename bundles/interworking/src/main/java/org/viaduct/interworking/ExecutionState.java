package org.viaduct.interworking;

import org.viaduct.onem2m.ExecStatus;

/** Where an execution is: the execStatus, and what of it the standard leaves open. */
enum ExecutionState {
    /** Not sent: waits for its session and its turn. */
    WAITING(ExecStatus.INITIATED),
    /** Sent; whether the CPE got it is not known until it answers or something else proves it. */
    SENT(ExecStatus.INITIATED),
    /** The CPE accepted the RPC; its completion is awaited. */
    ACCEPTED(ExecStatus.PENDING),
    /** To be cancelled when the answer to the RPC, which is on the wire, has come. */
    CANCEL_ASKED(ExecStatus.CANCELLING),
    /** CancelTransfer waits for its session and its turn. */
    CANCEL_WAITING(ExecStatus.CANCELLING),
    /** CancelTransfer was sent. */
    CANCEL_SENT(ExecStatus.CANCELLING),
    /** As SENT, and somebody tried to cancel it in vain. */
    SENT_NON_CANCELLABLE(ExecStatus.STATUS_NON_CANCELLABLE),
    /** As ACCEPTED, and somebody tried to cancel it in vain. */
    ACCEPTED_NON_CANCELLABLE(ExecStatus.STATUS_NON_CANCELLABLE),
    /** The CPE said how it ended. */
    FINISHED(ExecStatus.FINISHED),
    /** Ended by us, without a word of the CPE: a later word overwrites. */
    GIVEN_UP(ExecStatus.FINISHED),
    /** Ended by a cancellation: nothing changes it. */
    CANCELLED(ExecStatus.CANCELLED);

    private final ExecStatus execStatus;

    ExecutionState(ExecStatus execStatus) {
        this.execStatus = execStatus;
    }

    ExecStatus execStatus() {
        return execStatus;
    }

    /** RUNNING of TS-0006 8.2.2 to 8.2.4, INITIATED included: the execution has not ended. */
    boolean running() {
        return switch (execStatus) {
            case INITIATED, PENDING, CANCELLING, STATUS_NON_CANCELLABLE -> true;
            case FINISHED, CANCELLED -> false;
        };
    }

    /** Whether the CPE may have the command without having answered. */
    boolean unproven() {
        return this == SENT || this == SENT_NON_CANCELLABLE;
    }

    /** Whether an RPC waits for a session. */
    boolean waiting() {
        return this == WAITING || this == CANCEL_WAITING;
    }
}
