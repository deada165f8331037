package org.viaduct.http.listener;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose request headers do not arrive in time. Jetty's idle time-out begins anew with every byte, so a
 * peer that sends one now and then would keep its connection for ever.
 */
final class HeaderDeadline implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(HeaderDeadline.class);

    /** The message that a connection is waiting to receive, by its number, and since when. */
    private record Awaited(long message, long sinceNanos) {}

    private final Map<HttpConnection, Awaited> awaited = new ConcurrentHashMap<>();
    private final Duration timeout;

    HeaderDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** Looks often enough to be late by a quarter of the time-out at most. */
    void startOn(ScheduledExecutorService timer) {
        long interval = Math.max(1, timeout.toMillis() / 4);
        timer.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            awaited.put(http, new Awaited(0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            awaited.remove(http);
        }
    }

    private void check() {
        long now = System.nanoTime();
        for (Map.Entry<HttpConnection, Awaited> each : awaited.entrySet()) {
            HttpConnection connection = each.getKey();
            long received = connection.getMessagesIn();
            if (!isReceivingHeaders(connection.getParser().getState(), received)
                    || received != each.getValue().message()) {
                each.setValue(new Awaited(received, now));
            } else if (now - each.getValue().sinceNanos() > timeout.toNanos()) {
                LOG.debug("Closed a connection whose request headers took too long: {}", connection.getEndPoint());
                connection.close();
            }
        }
    }

    /** A new connection owes its first request; one that was used may stay idle until its next. */
    private static boolean isReceivingHeaders(HttpParser.State state, long received) {
        return state == HttpParser.State.START ? received == 0 : state.compareTo(HttpParser.State.CONTENT) < 0;
    }
}
