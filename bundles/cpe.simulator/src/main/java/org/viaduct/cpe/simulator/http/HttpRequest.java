package org.viaduct.cpe.simulator.http;

import java.util.List;

/**
 * A request to be sent exactly as it says; Host, Content-Length, Transfer-Encoding and Connection are added.
 *
 * @param target path and query
 * @param host as the Host header has it
 * @param body empty for none; a POST or PUT without body says Content-Length 0
 */
public record HttpRequest(
        String method, String target, String host, List<Header> headers, byte[] body, Framing framing) {
    /** How the request stands on the wire. */
    public enum Framing {
        /** HTTP/1.1 with a Content-Length, keeping the connection. */
        LENGTH,
        /** HTTP/1.1 with the body in chunks, keeping the connection. */
        CHUNKED,
        /** HTTP/1.1 with a Content-Length and {@code Connection: close}. */
        CLOSE,
        /** HTTP/1.0. */
        HTTP_1_0
    }

    public HttpRequest {
        headers = List.copyOf(headers);
    }
}
