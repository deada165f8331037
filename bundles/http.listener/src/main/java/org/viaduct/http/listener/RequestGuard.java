package org.viaduct.http.listener;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Refuses what no servlet should see: requests for another host (a web page that had its name rebound to loopback),
 * requests that came through a proxy (they would all seem local), and methods that echo the request.
 */
final class RequestGuard extends HandlerWrapper {

    private static final Set<String> REFUSED_METHODS = Set.of("TRACE", "TRACK", "CONNECT");

    private static final int MOST_SHOWN = 64;

    private final Set<String> allowedHosts;
    private final Refusals refusals;

    RequestGuard(Set<String> allowedHosts, Refusals refusals) {
        this.allowedHosts = allowedHosts;
        this.refusals = refusals;
    }

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Optional<Refusal> refusal =
                base.getDispatcherType() == DispatcherType.REQUEST ? refusal(base) : Optional.empty();
        if (refusal.isEmpty()) {
            super.handle(target, base, request, response);
            return;
        }
        base.setHandled(true);
        refusals.answer(refusal.get(), request, response);
    }

    private Optional<Refusal> refusal(Request request) {
        if (REFUSED_METHODS.contains(request.getMethod().toUpperCase(Locale.ROOT))) {
            return Optional.of(Refusal.closing(405, "This method is not served here."));
        }
        Optional<String> forwarding = Collections.list(request.getHeaderNames()).stream()
                .filter(RequestGuard::tellsOfForwarding)
                .findFirst();
        if (forwarding.isPresent()) {
            return Optional.of(Refusal.closing(
                    400,
                    "No proxy is configured: send the request directly, without " + shortened(forwarding.get()) + "."));
        }
        if (!isForUs(request)) {
            return Optional.of(Refusal.closing(
                    421, "This host is not served here: use localhost, or add the name to allowed.hosts."));
        }
        return Optional.empty();
    }

    private static String shortened(String header) {
        return header.substring(0, Math.min(header.length(), MOST_SHOWN));
    }

    private static boolean tellsOfForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.equals("forwarded") || name.startsWith("x-forwarded-");
    }

    /** Only HTTP/1.0 may leave the host out: Jetty has refused it otherwise. */
    private boolean isForUs(Request request) {
        String target = request.getHttpURI().getHost();
        List<String> headers = Collections.list(request.getHeaders("Host"));
        return (target == null || allowedHosts.contains(HostNames.normal(target)))
                && headers.size() <= 1
                && headers.stream().map(HostNames::of).allMatch(host -> host.map(allowedHosts::contains)
                        .orElse(false));
    }
}
