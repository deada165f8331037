package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** m2m:execStatusType (TS-0004 6.3.4.2.15). */
public enum ExecStatus {
    INITIATED(1),
    PENDING(2),
    FINISHED(3),
    CANCELLING(4),
    CANCELLED(5),
    STATUS_NON_CANCELLABLE(6);

    private final int value;

    ExecStatus(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<ExecStatus> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
