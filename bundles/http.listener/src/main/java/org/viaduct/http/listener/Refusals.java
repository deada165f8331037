package org.viaduct.http.listener;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Answers what a listener refuses, and logs it: the first refusal of each kind and peer in a minute at once, the number of
 * the further ones at the minute's end, so that no flood fills the disk.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST_KINDS = 50;

    private record Kind(String deed, String peer, String reason) {}

    private final String listener;
    private final Map<Kind, Integer> further = new LinkedHashMap<>();
    private int others;

    Refusals(String listener) {
        this.listener = listener;
    }

    void startOn(ScheduledExecutorService timer) {
        timer.scheduleAtFixedRate(this::endMinute, 1, 1, TimeUnit.MINUTES);
    }

    void answer(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        note(refusal, String.valueOf(request.getRemoteAddr()));
        refusal.answer(response);
    }

    void note(Refusal refusal, String peer) {
        note(
                new Kind("answered " + refusal.status() + " to", peer, refusal.sentence()),
                refusal.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    /** A peer that did not come as far as a request. */
    void noteHandshake(String reason, String peer) {
        note(new Kind("ended the TLS handshake with", peer, reason), false);
    }

    private synchronized void note(Kind kind, boolean warning) {
        if (further.containsKey(kind)) {
            further.merge(kind, 1, Integer::sum);
        } else if (further.size() == MOST_KINDS) {
            others++;
        } else {
            further.put(kind, 0);
            LOG.atLevel(warning ? Level.WARN : Level.INFO)
                    .log("Listener {} {} {}: {}", listener, kind.deed(), kind.peer(), kind.reason());
        }
    }

    /** Logs how many refusals were not logged, and begins anew. */
    synchronized void endMinute() {
        further.forEach((kind, count) -> {
            if (count > 0) {
                LOG.info(
                        "Listener {} {} {} {} more times within a minute: {}",
                        listener,
                        kind.deed(),
                        kind.peer(),
                        count,
                        kind.reason());
            }
        });
        if (others > 0) {
            LOG.info("Listener {} refused {} more requests of other kinds or peers within a minute", listener, others);
        }
        further.clear();
        others = 0;
    }
}
