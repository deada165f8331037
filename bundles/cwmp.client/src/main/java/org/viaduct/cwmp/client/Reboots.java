package org.viaduct.cwmp.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.rpc.FactoryReset;
import org.viaduct.cwmp.rpc.Reboot;

/**
 * Guards CPEs against work that reboots them again and again: a CPE is told to reboot, or to reset itself, so many times
 * within the hour that begins with the first. In memory only. Thread-safe.
 */
final class Reboots {

    private static final Logger LOG = LoggerFactory.getLogger(Reboots.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_CPES = 100_000;

    private record Count(Instant since, int told, boolean warned) {}

    private final int most;
    private final Clock clock;
    /** Those that began first come first. */
    private final Map<CpeId, Count> counts = new LinkedHashMap<>();

    /** @param most within an hour */
    Reboots(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether the CPE may be sent this; if it may, it counts. */
    synchronized boolean allows(CpeId cpe, CwmpRequest request) {
        if (!reboots(request)) {
            return true;
        }
        Instant now = clock.instant();
        forgetOld(now);
        Count count = counts.getOrDefault(cpe, new Count(now, 0, false));
        if (count.told() < most) {
            counts.put(cpe, new Count(count.since(), count.told() + 1, count.warned()));
            return true;
        }
        if (!count.warned()) {
            LOG.warn(
                    "CPE {} was told to reboot {} times since {} (reboots.max): more is refused until an hour has passed",
                    cpe,
                    most,
                    count.since());
            counts.put(cpe, new Count(count.since(), count.told(), true));
        }
        return false;
    }

    /** The CPE did not get this, or would not do it. */
    synchronized void takeBack(CpeId cpe, CwmpRequest request) {
        if (reboots(request)) {
            counts.computeIfPresent(
                    cpe, (same, count) -> new Count(count.since(), Math.max(0, count.told() - 1), count.warned()));
        }
    }

    private static boolean reboots(CwmpRequest request) {
        return request instanceof Reboot || request instanceof FactoryReset;
    }

    private void forgetOld(Instant now) {
        Iterator<Count> oldest = counts.values().iterator();
        for (Optional<Count> count = next(oldest);
                count.isPresent()
                        && (counts.size() >= MAX_CPES
                                || !count.get().since().plus(HOUR).isAfter(now));
                count = next(oldest)) {
            oldest.remove();
        }
    }

    private static Optional<Count> next(Iterator<Count> counts) {
        return counts.hasNext() ? Optional.of(counts.next()) : Optional.empty();
    }
}
