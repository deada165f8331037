package org.viaduct.files;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.onem2m.access.FailedAttempts;

/**
 * Lets in who may send oneM2M requests as one of the originators that the settings name: by bearer token or certificate, on
 * loopback too. Without the service that knows them, nobody.
 */
final class Operators {

    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S{1,1000}) *");
    private static final String CERTIFICATES = "javax.servlet.request.X509Certificate";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Set<String> originators;
    private final Supplier<Optional<Callers>> callers;
    private final FailedAttempts failures;

    Operators(Set<String> originators, Supplier<Optional<Callers>> callers, InstantSource clock) {
        this.originators = Set.copyOf(originators);
        this.callers = callers;
        failures = new FailedAttempts("requests for files", clock);
    }

    /** The name of who calls; empty when it was answered that it may not, or will be. */
    Optional<String> admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Callers> known = callers.get();
        if (known.isEmpty()) {
            Answer.closing(
                    response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody can be recognized: try again.");
            return Optional.empty();
        }
        try {
            return admit(known.get(), request, response);
        } catch (OneM2mException away) {
            LOG.debug("Nobody can be recognized", away);
            Answer.closing(
                    response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody can be recognized: try again.");
            return Optional.empty();
        }
    }

    private Optional<String> admit(Callers known, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Caller> caller = token(request)
                .flatMap(known::byToken)
                .or(() -> token(request).isPresent() ? Optional.empty() : byCertificate(known, request));
        if (caller.isEmpty()) {
            if (token(request).isPresent()) {
                wrong(request, response);
            } else {
                showAToken(response);
            }
            return Optional.empty();
        }
        if (originators.stream().noneMatch(caller.get()::mayUse)) {
            Answer.closing(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "This token or certificate is bound to none of the originators that may manage files (operators in"
                            + " org.viaduct.files.cfg).");
            return Optional.empty();
        }
        return caller.map(Caller::name);
    }

    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    private static Optional<Caller> byCertificate(Callers known, HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? known.byCertificate(chain[0])
                : Optional.empty();
    }

    private static void showAToken(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"viaduct\"");
        Answer.closing(
                response, HttpServletResponse.SC_UNAUTHORIZED, "Show a token: Authorization: Bearer, then the token.");
    }

    /** Answers later the more often this address failed, or at once when too many of its failures wait already. */
    private void wrong(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FailedAttempts.Delay delay =
                failures.note(request.getRemoteAddr(), "an unknown token").orElse(null);
        if (delay == null) {
            response.setHeader("Retry-After", "10");
            Answer.closing(
                    response,
                    TOO_MANY_REQUESTS,
                    "Too many requests of this address were refused: mend its token first.");
            return;
        }
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(delay.duration().plus(MARGIN).toMillis());
        waiting.addListener(new Ended(delay.end()));
        CompletableFuture.delayedExecutor(delay.duration().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> answer(waiting, response));
    }

    private static void answer(AsyncContext waiting, HttpServletResponse response) {
        try {
            showAToken(response);
            waiting.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("Somebody who showed a wrong token did not wait for the answer", gone);
        }
    }

    /** Says when a request has ended, answered or not. */
    private record Ended(Runnable end) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onError(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // an answer waits once
        }
    }
}
