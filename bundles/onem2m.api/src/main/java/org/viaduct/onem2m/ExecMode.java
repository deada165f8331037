package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** m2m:execModeType (TS-0004 6.3.4.2.14). */
public enum ExecMode {
    IMMEDIATEONCE(1),
    IMMEDIATEREPEAT(2),
    RANDOMONCE(3),
    RANDOMREPEAT(4);

    private final int value;

    ExecMode(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<ExecMode> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
