package org.viaduct.cpe.simulator.http;

import java.io.IOException;

/** The connection ended before the body did. */
public final class TruncatedBody extends IOException {
    private static final long serialVersionUID = 1L;

    public TruncatedBody(String message) {
        super(message);
    }
}
