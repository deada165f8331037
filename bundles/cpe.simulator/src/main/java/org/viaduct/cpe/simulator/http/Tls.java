package org.viaduct.cpe.simulator.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS towards one server, which must have a certificate for its name.
 *
 * @param context whom to trust, and which certificate to show
 */
public record Tls(SSLContext context, String host) {

    /** TLS on top of a connected socket, its handshake done. */
    Socket over(Socket plain) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
