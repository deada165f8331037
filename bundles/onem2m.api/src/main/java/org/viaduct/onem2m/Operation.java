package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** The operations of a request primitive (TS-0004 6.3.4.2.5). */
public enum Operation {
    CREATE(1),
    RETRIEVE(2),
    UPDATE(3),
    DELETE(4),
    NOTIFY(5);

    private final int value;

    Operation(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<Operation> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
