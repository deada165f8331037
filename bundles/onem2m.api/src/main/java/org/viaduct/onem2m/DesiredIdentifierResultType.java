package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** drt, the form of the addresses in a discovery result (TS-0004 6.3.4.2.8). */
public enum DesiredIdentifierResultType {
    STRUCTURED(1),
    UNSTRUCTURED(2);

    private final int value;

    DesiredIdentifierResultType(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<DesiredIdentifierResultType> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
