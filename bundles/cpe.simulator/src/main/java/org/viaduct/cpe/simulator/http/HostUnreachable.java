package org.viaduct.cpe.simulator.http;

import java.io.IOException;

/** No connection came about. */
public final class HostUnreachable extends IOException {
    private static final long serialVersionUID = 1L;

    public HostUnreachable(String message) {
        super(message);
    }

    public HostUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
