package org.viaduct.cwmp.api;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What an HTTP request shows of its sender.
 *
 * @param target path and query as they stand in the request line
 * @param authorization the values of its Authorization headers
 * @param secure whether it came over TLS
 * @param certificates the client's, verified by the listener, its own first; empty if it showed none
 */
public record HttpCall(
        String method,
        String target,
        List<String> authorization,
        boolean secure,
        List<X509Certificate> certificates,
        InetAddress remote) {
    public HttpCall {
        authorization = List.copyOf(authorization);
        certificates = List.copyOf(certificates);
    }

    /** Without the credentials, which are in {@link #authorization}. */
    @Override
    public String toString() {
        return method + " from " + remote.getHostAddress();
    }
}
