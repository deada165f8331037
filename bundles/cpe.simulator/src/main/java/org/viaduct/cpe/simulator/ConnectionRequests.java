package org.viaduct.cpe.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.viaduct.cpe.simulator.http.DigestVerifier;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HttpListener.Answer;
import org.viaduct.cpe.simulator.http.HttpListener.Incoming;

/** What one CPE answers to HTTP connection requests (TR-069 3.2.2). Safe for several threads. */
final class ConnectionRequests {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimulatedCpe cpe;
    private final FleetOptions options;
    private final DigestVerifier digest;
    private final String path;
    private final Deque<Instant> accepted = new ArrayDeque<>(0);

    ConnectionRequests(SimulatedCpe cpe, FleetRuntime runtime) {
        this.cpe = cpe;
        this.options = runtime.options();
        this.digest = new DigestVerifier(runtime.random());
        byte[] bytes = new byte[8];
        runtime.random().nextBytes(bytes);
        this.path = "/" + HexFormat.of().formatHex(bytes);
    }

    /** Random, so that nobody guesses it. */
    String path() {
        return path;
    }

    /** Empty while the CPE is down: the connection is dropped. */
    Optional<Answer> answer(Incoming request) {
        CpeState state = cpe.state();
        if (state == CpeState.OFF || state == CpeState.REBOOTING) {
            return Optional.empty();
        }
        if (!request.method().equals("GET")) {
            return Optional.of(Answer.empty(405, "Method Not Allowed", List.of(new Header("Allow", "GET"))));
        }
        if (options.connectionRequestAuthentication() && !isProved(request)) {
            return Optional.of(Answer.empty(401, "Unauthorized", digest.challenges()));
        }
        if (state == CpeState.IN_SESSION || isFlooded()) {
            return Optional.of(Answer.empty(503, "Service Unavailable", List.of()));
        }
        return Optional.of(Answer.empty(200, "OK", List.of()));
    }

    private boolean isProved(Incoming request) {
        String authorization = Header.first(request.headers(), "Authorization").orElse("");
        return digest.proves(
                authorization,
                request.method(),
                request.target(),
                cpe.setting("ManagementServer.ConnectionRequestUsername"),
                cpe.setting("ManagementServer.ConnectionRequestPassword"));
    }

    private synchronized boolean isFlooded() {
        Instant now = Instant.now();
        while (!accepted.isEmpty() && accepted.peekFirst().isBefore(now.minus(MINUTE))) {
            accepted.removeFirst();
        }
        if (accepted.size() >= options.connectionRequestsPerMinute()) {
            return true;
        }
        accepted.addLast(now);
        return false;
    }
}
