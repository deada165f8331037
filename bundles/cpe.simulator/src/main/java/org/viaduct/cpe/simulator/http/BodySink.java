package org.viaduct.cpe.simulator.http;

import java.io.IOException;

/** Takes the body of a successful answer as it arrives. */
@FunctionalInterface
public interface BodySink {
    /** @throws IOException to end the transfer */
    void accept(byte[] bytes, int length) throws IOException;
}
