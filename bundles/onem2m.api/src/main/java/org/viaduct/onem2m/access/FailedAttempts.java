package org.viaduct.onem2m.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For those who ask {@link Callers} over a network: counts by address who failed to authenticate. Each failure doubles the
 * time until it is answered; after ten minutes without one all is forgotten. IPv6 addresses count by their /64, which one
 * host has to itself. Thread-safe.
 */
public final class FailedAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 4096;
    private static final int MOST_WAITING_BY_ADDRESS = 8;
    private static final int MOST_WAITING = 256;
    private static final int PREFIX_BYTES = 8;

    /** How long an answer waits. {@link #end} is to be called when it does no more. */
    public record Delay(Duration duration, Runnable end) {}

    private static final class Attempts {

        private Instant last;
        private Instant logged = Instant.MIN;
        private int failed;
        private int sinceLogged;
        private int waiting;

        Attempts(Instant last) {
            this.last = last;
        }
    }

    private final String what;
    private final InstantSource clock;
    private final Map<String, Attempts> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private int waiting;

    /** @param what was refused, for the log, such as oneM2M requests */
    public FailedAttempts(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
    }

    /**
     * Counts a failure, and logs it: once a minute for each address.
     *
     * @param reason for the log
     * @return empty when too many answers wait already
     */
    public synchronized Optional<Delay> note(String address, String reason) {
        Instant now = clock.instant();
        Attempts attempts = byAddress.computeIfAbsent(network(address), any -> new Attempts(now));
        if (attempts.last.plus(MEMORY).isBefore(now)) {
            attempts.failed = 0;
        }
        attempts.last = now;
        attempts.failed++;
        attempts.sinceLogged++;
        if (!attempts.logged.plus(BETWEEN_LINES).isAfter(now)) {
            LOG.warn(
                    "Refused {} from {}, {} since the last such line: {}", what, address, attempts.sinceLogged, reason);
            attempts.logged = now;
            attempts.sinceLogged = 0;
        }
        if (attempts.waiting == MOST_WAITING_BY_ADDRESS || waiting == MOST_WAITING) {
            return Optional.empty();
        }
        attempts.waiting++;
        waiting++;
        AtomicBoolean ended = new AtomicBoolean();
        return Optional.of(new Delay(FIRST.multipliedBy(1L << Math.min(attempts.failed - 1, MOST_DOUBLINGS)), () -> {
            if (ended.compareAndSet(false, true)) {
                end(attempts);
            }
        }));
    }

    private synchronized void end(Attempts attempts) {
        attempts.waiting--;
        waiting--;
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length <= PREFIX_BYTES
                    ? address
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, PREFIX_BYTES));
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
