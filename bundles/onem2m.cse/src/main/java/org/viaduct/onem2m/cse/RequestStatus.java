package org.viaduct.onem2m.cse;

import org.viaduct.onem2m.ResponseStatusCode;

/** m2m:requestStatus (TS-0004 6.3.4.2.10); without FORWARDED and PARTIALLY_COMPLETED, which need other CSEs or a fan-out. */
enum RequestStatus {
    COMPLETED(1),
    FAILED(2),
    PENDING(3);

    private final long value;

    RequestStatus(long value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    long value() {
        return value;
    }

    static RequestStatus after(ResponseStatusCode outcome) {
        return outcome.isSuccess() ? COMPLETED : FAILED;
    }
}
