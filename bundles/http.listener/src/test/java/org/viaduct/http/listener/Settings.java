package org.viaduct.http.listener;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings for tests: small limits, short times, any free port. */
record Settings(
        String host,
        int port,
        int connections,
        Duration pause,
        Duration requestTimeout,
        Duration idleTimeout,
        Optional<TlsSettings> tls) {

    static final int HEADER_LIMIT = 1024;
    static final int BODY_LIMIT = 2000;
    static final long BODIES_LIMIT = 4 * 8192;

    static Settings usual() {
        return new Settings(
                "127.0.0.1",
                0,
                50,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Optional.empty());
    }

    Settings onHost(String address) {
        return new Settings(address, port, connections, pause, requestTimeout, idleTimeout, tls);
    }

    Settings onPort(int number) {
        return new Settings(host, number, connections, pause, requestTimeout, idleTimeout, tls);
    }

    Settings withConnections(int most) {
        return new Settings(host, port, most, pause, requestTimeout, idleTimeout, tls);
    }

    Settings withPause(Duration longest) {
        return new Settings(host, port, connections, longest, requestTimeout, idleTimeout, tls);
    }

    /** For the headers, and for the body. */
    Settings withRequestTimeout(Duration longest) {
        return new Settings(host, port, connections, pause, longest, idleTimeout, tls);
    }

    Settings withIdleTimeout(Duration longest) {
        return new Settings(host, port, connections, pause, requestTimeout, longest, tls);
    }

    Settings withTls(TlsSettings certificates) {
        return new Settings(host, port, connections, pause, requestTimeout, idleTimeout, Optional.of(certificates));
    }

    ListenerSettings checked() {
        return checked(BODY_LIMIT);
    }

    /** Where the servlet reads bodies itself. */
    ListenerSettings streaming() {
        return checked(0);
    }

    private ListenerSettings checked(int bodyLimit) {
        return new ListenerSettings(
                "test",
                host,
                port,
                Set.of("localhost", "127.0.0.1", "::1"),
                16,
                connections,
                HEADER_LIMIT,
                bodyLimit,
                BODIES_LIMIT,
                requestTimeout,
                requestTimeout,
                idleTimeout,
                pause,
                Duration.ofSeconds(2),
                tls);
    }
}
