package org.viaduct.http.listener;

import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Notes whose TLS handshake failed, and why: without it nobody would learn of a certificate that is refused. */
final class HandshakeFailures implements SslHandshakeListener {

    private static final int LONGEST = 200;

    private final Refusals refusals;

    HandshakeFailures(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        if (failure instanceof SSLException) {
            refusals.noteHandshake(
                    printable(failure.getMessage()),
                    String.valueOf(event.getSSLEngine().getPeerHost()));
        }
    }

    /** The reason may quote the peer. */
    private static String printable(String reason) {
        String line = String.valueOf(reason).replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
