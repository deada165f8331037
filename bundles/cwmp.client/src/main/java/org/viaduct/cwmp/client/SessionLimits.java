package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.OptionalInt;

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

    static SessionLimits of(ClientConfiguration configuration) {
        return new SessionLimits(
                Duration.ofSeconds(configuration.session_timeout()),
                Duration.ofSeconds(configuration.session_timeout_max()),
                configuration.sessions_max(),
                configuration.sessions_max_per_address(),
                configuration.session_rpcs_max());
    }

    /** The timeout of a session whose Inform asked for so many seconds: never shorter than the setting. */
    Duration timeout(OptionalInt asked) {
        Duration wanted = Duration.ofSeconds(asked.orElse(0));
        Duration bounded = wanted.compareTo(longestTimeout) > 0 ? longestTimeout : wanted;
        return bounded.compareTo(timeout) < 0 ? timeout : bounded;
    }
}
