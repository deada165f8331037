package org.viaduct.cpe.simulator.http;

import java.util.List;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param body empty where there was none, or where it went to a {@link BodySink}
 */
public record HttpReply(int status, List<Header> headers, byte[] body) {
    public HttpReply {
        headers = List.copyOf(headers);
    }

    /** The value of the first header of this name. */
    public Optional<String> header(String name) {
        return Header.first(headers, name);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether it sends the client to another address, by a status that a CPE must follow. */
    public boolean isRedirect() {
        return (status == 301 || status == 302 || status == 307 || status == 308)
                && header("Location").isPresent();
    }
}
