package org.viaduct.cwmp.stun;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;

/** Counts messages with a wrong MESSAGE-INTEGRITY; one WARN line a minute for each address. Thread-safe. */
final class FailedProofs {

    private static final Logger LOG = LoggerFactory.getLogger(FailedProofs.class);
    private static final int MOST = 1_000;
    private static final long MINUTE = 60_000_000_000L;

    private record Count(long since, int failures) {}

    private final Map<InetAddress, Count> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Count> eldest) {
            return size() > MOST;
        }
    };

    synchronized void count(InetAddress address, CpeId cpe) {
        @Nullable Count before = counts.get(address);
        long now = System.nanoTime();
        if (before != null && now - before.since() < MINUTE) {
            counts.put(address, new Count(before.since(), before.failures() + 1));
            return;
        }
        counts.put(address, new Count(now, 0));
        LOG.warn(
                "A STUN message from {} in the name of CPE {} has a wrong MESSAGE-INTEGRITY, so it is not reached there{}; if"
                        + " it is the CPE, its next 0 BOOTSTRAP sets STUNPassword anew",
                address.getHostAddress(),
                cpe,
                before == null || before.failures() == 0 ? "" : " (and " + before.failures() + " before)");
    }
}
