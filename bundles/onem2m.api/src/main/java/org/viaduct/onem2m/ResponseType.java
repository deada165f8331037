package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** rt, how the response is delivered (TS-0004 6.3.4.2.6). */
public enum ResponseType {
    NON_BLOCKING_REQUEST_SYNCH(1),
    NON_BLOCKING_REQUEST_ASYNCH(2),
    BLOCKING_REQUEST(3),
    FLEX_BLOCKING(4),
    NO_RESPONSE(5);

    private final int value;

    ResponseType(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<ResponseType> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
