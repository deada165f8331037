package org.viaduct.http.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a server once; what is in its way is one ERROR line, and it is tried again. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final String listener;
    private final String file;
    private final Duration retry;
    private final ScheduledExecutorService opener =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "listener-opener"));
    private boolean begun;

    Opening(String listener, String file, Duration retry) {
        this.listener = listener;
        this.file = file;
        this.retry = retry;
    }

    /** Tries at once, on the caller's thread; nothing at the second call. */
    synchronized void begin(HttpServer server) {
        if (begun) {
            return;
        }
        begun = true;
        try {
            server.open();
            opener.shutdown();
        } catch (IOException e) {
            LOG.error(
                    "Cannot listen for {} on {}: {}; trying again every {} s",
                    listener,
                    server.address(),
                    remedy(e),
                    retry.toSeconds());
            opener.scheduleWithFixedDelay(
                    () -> again(server), retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void end() {
        opener.shutdownNow();
    }

    private void again(HttpServer server) {
        try {
            server.open();
            opener.shutdown();
        } catch (IOException e) {
            LOG.debug("Still cannot listen for {} on {}: {}", listener, server.address(), e.getMessage());
        }
    }

    private String remedy(IOException failure) {
        return failure instanceof CertificatesException
                ? failure.getMessage() + " (" + file + ")"
                : "free the port or change host or port in " + file + " (" + failure.getMessage() + ")";
    }
}
