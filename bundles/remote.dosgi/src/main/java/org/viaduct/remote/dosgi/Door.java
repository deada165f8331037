package org.viaduct.remote.dosgi;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.codec.Vocabulary;
import org.viaduct.remote.Problem;
import org.viaduct.remote.Problem.Kind;
import org.viaduct.remote.json.RemoteJson;

/** Lets in who shows the token; without one, whoever is on this machine and speaks plain HTTP. Thread-safe. */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String BEARER = "Bearer ";
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final ObjectMapper json = RemoteJson.mapper(Vocabulary.CWMP);
    private long quietUntil = System.nanoTime();
    private int unsaid;

    /** @return false when the request is answered */
    boolean admits(HttpServletRequest request, HttpServletResponse response, RemoteSettings settings)
            throws IOException {
        if (settings.token().isEmpty()) {
            if (!request.isSecure() && isHere(request)) {
                return true;
            }
            refused(request, "set token.file in " + RemoteConfiguration.PID + ".cfg, of both halves");
        } else if (equal(
                request.getHeader("Authorization"), BEARER + settings.token().get())) {
            return true;
        } else {
            refused(request, "it shows another token, or none");
        }
        response.setHeader("WWW-Authenticate", "Bearer realm=\"viaduct\"");
        answer(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                new Problem(Kind.UNAVAILABLE, "Show the token of token.file as Authorization: Bearer."));
        return false;
    }

    /** One line a minute, whoever knocks. */
    private synchronized void refused(HttpServletRequest request, String why) {
        unsaid++;
        if (System.nanoTime() - quietUntil >= 0) {
            LOG.warn(
                    "Refused a remote service to {}: {} ({} in all since the last line)",
                    request.getRemoteAddr(),
                    why,
                    unsaid);
            quietUntil = System.nanoTime() + BETWEEN_LINES.toNanos();
            unsaid = 0;
        }
    }

    private static boolean isHere(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    /** Takes the same time wherever they differ. */
    private static boolean equal(String shown, String expected) {
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpServletResponse response, int status, Problem problem) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** Tells the caller to come again. */
    void unavailable(HttpServletResponse response, String sentence) throws IOException {
        answer(response, Kind.UNAVAILABLE.status(), new Problem(Kind.UNAVAILABLE, sentence));
    }
}
