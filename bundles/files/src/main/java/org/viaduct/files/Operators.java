package org.viaduct.files;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.access.Caller;
import org.viaduct.onem2m.access.Callers;

/**
 * Lets in who may send oneM2M requests as one of the originators that the settings name: by bearer token or certificate, on
 * loopback too. Without the service that knows them, nobody.
 */
final class Operators {

    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S{1,1000}) *");
    private static final String CERTIFICATES = "javax.servlet.request.X509Certificate";
    private static final long MINUTE = 60_000_000_000L;

    private final Set<String> originators;
    private final Supplier<Optional<Callers>> callers;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong logged = new AtomicLong(System.nanoTime() - MINUTE);

    Operators(Set<String> originators, Supplier<Optional<Callers>> callers) {
        this.originators = Set.copyOf(originators);
        this.callers = callers;
    }

    /** The name of who calls; empty when it was answered that it may not. */
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
            token(request).ifPresent(wrong -> refused(request));
            response.setHeader("WWW-Authenticate", "Bearer realm=\"viaduct\"");
            Answer.closing(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "Show a token: Authorization: Bearer, then the token.");
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

    /** One line a minute. */
    private void refused(HttpServletRequest request) {
        long count = refused.incrementAndGet();
        long before = logged.get();
        if (System.nanoTime() - before >= MINUTE && logged.compareAndSet(before, System.nanoTime())) {
            LOG.warn("{} showed a token that there is not; {} so far", request.getRemoteAddr(), count);
        }
    }
}
