package org.viaduct.cwmp.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log lines that whoever can connect may cause as often as he likes: of each kind and peer the first in a minute, and at the
 * minute's end the number of the others, so that no flood fills the disk. Thread-safe.
 */
final class PeerLog {

    private static final Logger LOG = LoggerFactory.getLogger(PeerLog.class);
    private static final int MOST_KINDS = 200;

    /** @param format the line's, which says what kind it is */
    private record Kind(String format, String address) {}

    private final Map<Kind, Integer> further = new LinkedHashMap<>();
    private int others;

    /** @param address of the peer, which need not be in the line */
    void info(String address, String format, Object... arguments) {
        if (isFirst(new Kind(format, address))) {
            LOG.info(format, arguments);
        }
    }

    void warn(String address, String format, Object... arguments) {
        if (isFirst(new Kind(format, address))) {
            LOG.warn(format, arguments);
        }
    }

    private synchronized boolean isFirst(Kind kind) {
        if (further.computeIfPresent(kind, (known, count) -> count + 1) != null) {
            return false;
        }
        if (further.size() == MOST_KINDS) {
            others++;
            return false;
        }
        further.put(kind, 0);
        return true;
    }

    /** Says how many lines were left out, and begins anew. */
    synchronized void endMinute() {
        further.forEach((kind, count) -> {
            if (count > 0) {
                LOG.info("From {}, {} more times within a minute: {}", kind.address(), count, kind.format());
            }
        });
        if (others > 0) {
            LOG.info("{} more lines of other kinds or peers were left out within a minute", others);
        }
        further.clear();
        others = 0;
    }
}
