package org.viaduct.interworking.execution;

import org.viaduct.onem2m.ExecStatus;

/** Where an execution is: the execStatus, and what of it the standard leaves open. */
public enum ExecutionState {
    /** Waits for its execDelay. */
    SCHEDULED(ExecStatus.INITIATED),
    /** Not sent: waits for its session and its turn. */
    WAITING(ExecStatus.INITIATED),
    /** Sent; the answer is awaited. */
    SENT(ExecStatus.INITIATED),
    /** Sent, and the answer was lost: whether the CPE got it is not known until something proves it. */
    UNANSWERED(ExecStatus.INITIATED),
    /** The CPE accepted the RPC; its completion is awaited. */
    ACCEPTED(ExecStatus.PENDING),
    /** A repetition ended; the next waits for its time. */
    PAUSED(ExecStatus.PENDING),
    /** To be cancelled when the answer to the RPC, which is on the wire, has come. */
    CANCEL_ASKED(ExecStatus.CANCELLING),
    /** CancelTransfer waits for its session and its turn. */
    CANCEL_WAITING(ExecStatus.CANCELLING),
    /** CancelTransfer was sent. */
    CANCEL_SENT(ExecStatus.CANCELLING),
    /** As SENT, and somebody tried to cancel it in vain. */
    SENT_NON_CANCELLABLE(ExecStatus.STATUS_NON_CANCELLABLE),
    /** As UNANSWERED, and somebody tried to cancel it in vain. */
    UNANSWERED_NON_CANCELLABLE(ExecStatus.STATUS_NON_CANCELLABLE),
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

    public ExecStatus execStatus() {
        return execStatus;
    }

    /** RUNNING of TS-0006 8.2.2 to 8.2.4, INITIATED included: the execution has not ended. */
    public boolean running() {
        return switch (execStatus) {
            case INITIATED, PENDING, CANCELLING, STATUS_NON_CANCELLABLE -> true;
            case FINISHED, CANCELLED -> false;
        };
    }

    /** Whether the CPE may have the command without having answered. */
    public boolean unproven() {
        return this == SENT || this == UNANSWERED || this == SENT_NON_CANCELLABLE || this == UNANSWERED_NON_CANCELLABLE;
    }

    /** Whether it waits for a point in time, and no RPC is outstanding. */
    public boolean timed() {
        return this == SCHEDULED || this == PAUSED;
    }

    /** Whether an RPC was sent of which not everything is known yet. */
    public boolean outstanding() {
        return running() && !timed() && this != WAITING;
    }

    /** Whether an RPC waits for a session. */
    public boolean waiting() {
        return this == WAITING || this == CANCEL_WAITING;
    }
}
