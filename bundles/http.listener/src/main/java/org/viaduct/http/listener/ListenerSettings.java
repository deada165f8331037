package org.viaduct.http.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one listener, checked. {@link ListenerConfiguration} says what each means.
 *
 * @param allowedHosts lower case, without port and brackets; the host itself included
 * @param tls empty for plain HTTP, which is for loopback only
 */
record ListenerSettings(
        String name,
        String host,
        int port,
        Set<String> allowedHosts,
        int threads,
        int connections,
        int headerLimit,
        int bodyLimit,
        long bodiesLimit,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration pause,
        Duration stopTimeout,
        Optional<TlsSettings> tls) {

    /** What Jetty itself occupies (acceptor, selector, spare) leaves too little below it. */
    private static final int FEWEST_THREADS = 8;

    private static final Set<String> NAMES_HERE = Set.of("localhost", "127.0.0.1", "::1", "0.0.0.0", "::");

    ListenerSettings {
        allowedHosts = Set.copyOf(allowedHosts);
        require(!name.isBlank(), "name is empty: name the protocol that the listener serves, such as onem2m");
        require(!host.isBlank(), "host is empty: write an address, such as 127.0.0.1");
        require(port >= 0 && port <= 65535, "port is outside 0 to 65535");
        require(threads >= FEWEST_THREADS, "threads is below " + FEWEST_THREADS);
        require(connections >= 1, "connections is below 1");
        require(headerLimit >= 256, "header.limit is below 256 bytes");
        require(bodyLimit >= 0, "body.limit is negative");
        require(bodiesLimit >= bodyLimit, "bodies.limit is below body.limit");
        requirePositive(headerTimeout, "header.timeout");
        requirePositive(bodyTimeout, "body.timeout");
        requirePositive(idleTimeout, "idle.timeout");
        require(!pause.isNegative(), "pause is negative");
        require(!stopTimeout.isNegative(), "stop.timeout is negative");
        require(
                tls.isPresent() || loopback(host),
                "host " + host
                        + " is not a loopback address, which needs TLS: set key.store and key.store.password.file,"
                        + " or host to 127.0.0.1");
    }

    /** Whether only callers on this machine reach the listener. */
    boolean loopback() {
        return loopback(host);
    }

    /** Whether a caller elsewhere can name the listener so that it is answered. */
    boolean nameable() {
        return !NAMES_HERE.containsAll(allowedHosts);
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host " + host + " has no address: set host to 127.0.0.1", e);
        }
    }

    /** Whether the servlet reads bodies itself, as they come. */
    boolean streams() {
        return bodyLimit == 0;
    }

    private static void requirePositive(Duration value, String key) {
        require(value.toMillis() > 0, key + " is below 1 ms");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
