package org.viaduct.cwmp.authentication;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts by address who failed to authenticate. Each failure doubles the time until it is answered; after ten minutes
 * without one all is forgotten. IPv6 addresses count by their /64, which one host has to itself. Thread-safe.
 */
final class FailedAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 4_096;
    private static final int MOST_WAITING = 8;
    private static final int PREFIX_BYTES = 8;

    private static final class Attempts {

        private final Deque<Instant> answers = new ArrayDeque<>();
        private Instant last = Instant.MIN;
        private Instant logged = Instant.MIN;
        private int failed;
        private int sinceLogged;

        private void forgetAnswered(Instant now) {
            answers.removeIf(answered -> !answered.isAfter(now));
        }
    }

    private final InstantSource clock;
    private final Map<String, Attempts> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    FailedAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a failure, and logs it: once a minute for each address.
     *
     * @param reason for the log, without a secret
     * @return how long its answer should wait
     */
    synchronized Duration note(InetAddress address, String reason) {
        Instant now = clock.instant();
        Attempts attempts = byAddress.computeIfAbsent(network(address), any -> new Attempts());
        if (attempts.last.isBefore(now.minus(MEMORY))) {
            attempts.failed = 0;
        }
        attempts.last = now;
        attempts.failed++;
        attempts.sinceLogged++;
        if (!attempts.logged.isAfter(now.minus(BETWEEN_LINES))) {
            LOG.warn(
                    "Refused CPEs at {}, {} times since the last such line: {}",
                    address.getHostAddress(),
                    attempts.sinceLogged,
                    reason);
            attempts.logged = now;
            attempts.sinceLogged = 0;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(attempts.failed - 1, MOST_DOUBLINGS));
        attempts.forgetAnswered(now);
        if (attempts.answers.size() < MOST_WAITING) {
            attempts.answers.add(now.plus(delay));
        }
        return delay;
    }

    /** Whether so many answers to this address wait that no more of its guesses are looked at. */
    synchronized boolean busy(InetAddress address) {
        Attempts attempts = byAddress.get(network(address));
        if (attempts == null) {
            return false;
        }
        attempts.forgetAnswered(clock.instant());
        return attempts.answers.size() >= MOST_WAITING;
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, PREFIX_BYTES)));
    }
}
