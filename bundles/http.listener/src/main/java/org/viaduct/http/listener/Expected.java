package org.viaduct.http.listener;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConnection;
import org.eclipse.jetty.server.Request;

/**
 * The connections whose peers have been asked for something, as their servlet says by the request attribute {@link
 * #ATTRIBUTE}: what they send next would be lost if the connection were closed before. Thread-safe.
 */
final class Expected implements Connection.Listener {

    /** Boolean: whether the response asks its peer for something that comes as the next request on the connection. */
    static final String ATTRIBUTE = "viaduct.expects";

    private final Set<Connection> connections = new HashSet<>();

    /** To be called when the servlet has answered a request. */
    void note(HttpServletRequest request) {
        Request jettys = Request.getBaseRequest(request);
        if (jettys == null || !(jettys.getAttribute(HttpConnection.class.getName()) instanceof Connection connection)) {
            return;
        }
        synchronized (this) {
            if (Boolean.TRUE.equals(request.getAttribute(ATTRIBUTE))) {
                connections.add(connection);
            } else {
                remove(connection);
            }
        }
    }

    /** Waits until nothing is expected any more, or for so long. */
    synchronized void await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis(); !connections.isEmpty() && left > 0; ) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        // Nothing is expected yet.
    }

    @Override
    public void onClosed(Connection connection) {
        remove(connection);
    }

    private synchronized void remove(Connection connection) {
        if (connections.remove(connection)) {
            notifyAll();
        }
    }
}
