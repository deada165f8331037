package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.OptionalInt;
import org.viaduct.settings.NumberSettings;

/**
 * Bounds of the sessions.
 *
 * @param timeout between two messages of a CPE
 * @param longestTimeout up to which a CPE's SessionTimeout is honoured
 * @param sessions open at a time
 * @param sessionsPerAddress open at a time from one address
 * @param calls RPCs called in one session
 */
record SessionLimits(Duration timeout, Duration longestTimeout, int sessions, int sessionsPerAddress, int calls) {

    static SessionLimits of(NumberSettings settings) {
        return new SessionLimits(
                Duration.ofSeconds(settings.number("session.timeout", 1, 3_600)),
                Duration.ofSeconds(settings.number("session.timeout.max", 1, 3_600)),
                settings.number("sessions.max", 1, 1_000_000),
                settings.number("sessions.max.per.address", 1, 1_000_000),
                settings.number("session.rpcs.max", 1, 100_000));
    }

    /** The timeout of a session whose Inform asked for so many seconds: never shorter than the setting. */
    Duration timeout(OptionalInt asked) {
        Duration wanted = Duration.ofSeconds(asked.orElse(0));
        Duration bounded = wanted.compareTo(longestTimeout) > 0 ? longestTimeout : wanted;
        return bounded.compareTo(timeout) < 0 ? timeout : bounded;
    }
}
