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

/**
 * Answers what a listener refuses, and logs it: the first refusal of each kind and peer in a minute at once, the number of
 * the further ones at the minute's end, so that no flood fills the disk.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST_KINDS = 50;

    private record Kind(Refusal refusal, String peer) {}

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

    synchronized void note(Refusal refusal, String peer) {
        Kind kind = new Kind(refusal, peer);
        if (further.containsKey(kind)) {
            further.merge(kind, 1, Integer::sum);
        } else if (further.size() == MOST_KINDS) {
            others++;
        } else {
            further.put(kind, 0);
            if (refusal.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                LOG.warn("Listener {} answered {} to {}: {}", listener, refusal.status(), peer, refusal.sentence());
            } else {
                LOG.info("Listener {} answered {} to {}: {}", listener, refusal.status(), peer, refusal.sentence());
            }
        }
    }

    /** Logs how many refusals were not logged, and begins anew. */
    synchronized void endMinute() {
        further.forEach((kind, count) -> {
            if (count > 0) {
                LOG.info(
                        "Listener {} answered {} to {} {} more times within a minute: {}",
                        listener,
                        kind.refusal().status(),
                        kind.peer(),
                        count,
                        kind.refusal().sentence());
            }
        });
        if (others > 0) {
            LOG.info("Listener {} refused {} more requests of other kinds or peers within a minute", listener, others);
        }
        further.clear();
        others = 0;
    }
}
