package org.viaduct.cwmp;

import java.time.Instant;

/** The time CWMP sends where it knows none. */
public final class UnknownTime {
    /** {@code 0001-01-01T00:00:00Z}. */
    public static final Instant INSTANT = Instant.parse("0001-01-01T00:00:00Z");

    private UnknownTime() {}

    /** Whether the time stands for an unknown one. */
    public static boolean is(Instant time) {
        return time.equals(INSTANT);
    }
}
