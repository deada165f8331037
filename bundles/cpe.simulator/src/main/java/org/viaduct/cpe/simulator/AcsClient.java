package org.viaduct.cpe.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.viaduct.cpe.simulator.http.ClientAuthentication;
import org.viaduct.cpe.simulator.http.Header;
import org.viaduct.cpe.simulator.http.HttpConnection;
import org.viaduct.cpe.simulator.http.HttpReply;
import org.viaduct.cpe.simulator.http.HttpRequest;
import org.viaduct.cpe.simulator.http.HttpRequest.Framing;
import org.viaduct.cpe.simulator.http.Tls;

/** The HTTP side of one session: cookies, authentication, redirects (TR-069 3.4). */
final class AcsClient implements Closeable {
    private static final int MAX_REDIRECTS = 5;

    private final FleetOptions options;
    private final ClientAuthentication authentication;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private URI acs;
    private volatile HttpConnection connection;

    AcsClient(FleetOptions options, URI acs, String username, String password) throws IOException {
        this.options = options;
        this.acs = acs;
        this.authentication = new ClientAuthentication(username, password);
        this.connection = connect();
    }

    private HttpConnection connect() throws IOException {
        boolean secure = "https".equalsIgnoreCase(acs.getScheme());
        if (!secure && !"http".equalsIgnoreCase(acs.getScheme()) || acs.getHost() == null) {
            throw new IOException("the ACS URL " + acs + " is no http or https URL");
        }
        int standard = secure ? 443 : 80;
        return new HttpConnection(
                options.policy().resolve(acs.getHost()),
                acs.getPort() < 0 ? standard : acs.getPort(),
                options.timeout(),
                secure ? Optional.of(new Tls(options.tls(), acs.getHost())) : Optional.empty());
    }

    /** POSTs an envelope, or nothing; answers challenges and follows redirects. */
    HttpReply post(byte[] body) throws IOException {
        for (int redirects = 0; redirects <= MAX_REDIRECTS; ) {
            HttpReply reply = connection.exchange(request(body));
            learnCookies(reply);
            if (reply.isRedirect()) {
                redirects++;
                follow(reply.header("Location").orElse("/"));
            } else if (reply.status() != 401 || !authentication.challengedBy(reply)) {
                return reply;
            }
        }
        throw new IOException("the ACS redirected more than " + MAX_REDIRECTS + " times");
    }

    private void follow(String location) throws IOException {
        try {
            acs = acs.resolve(location);
        } catch (IllegalArgumentException noUrl) {
            throw new IOException("the ACS redirected to what is no URL", noUrl);
        }
        connection.close();
        connection = connect();
    }

    private HttpRequest request(byte[] body) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("User-Agent", "viaduct-cpe-simulator"));
        if (body.length > 0) {
            headers.add(new Header("Content-Type", "text/xml; charset=" + charset()));
            headers.add(new Header("SOAPAction", ""));
            if (options.quirks().contains(Quirk.GZIP)) {
                headers.add(new Header("Content-Encoding", "gzip"));
            }
        }
        if (!cookies.isEmpty() && !options.quirks().contains(Quirk.NO_COOKIES)) {
            headers.add(new Header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; "))));
        }
        authentication.authorization("POST", target()).ifPresent(headers::add);
        return new HttpRequest("POST", target(), acs.getRawAuthority(), headers, body, framing());
    }

    private String charset() {
        return options.quirks().contains(Quirk.ISO_8859_1) ? "iso-8859-1" : "utf-8";
    }

    private String target() {
        String path = acs.getRawPath() == null || acs.getRawPath().isEmpty() ? "/" : acs.getRawPath();
        return acs.getRawQuery() == null ? path : path + "?" + acs.getRawQuery();
    }

    private Framing framing() {
        if (options.quirks().contains(Quirk.HTTP_1_0)) {
            return Framing.HTTP_1_0;
        }
        if (options.quirks().contains(Quirk.CONNECTION_PER_REQUEST)) {
            return Framing.CLOSE;
        }
        return options.quirks().contains(Quirk.CHUNKED) ? Framing.CHUNKED : Framing.LENGTH;
    }

    private void learnCookies(HttpReply reply) {
        for (String line : Header.all(reply.headers(), "Set-Cookie")) {
            String[] parts = line.split(";");
            int equals = parts[0].indexOf('=');
            if (equals <= 0) {
                continue;
            }
            String name = parts[0].substring(0, equals).strip();
            boolean expires = line.matches("(?i).*;\\s*max-age=0*(;.*|\\s*)$");
            if (expires) {
                cookies.remove(name);
            } else {
                cookies.put(name, parts[0].substring(equals + 1).strip());
            }
        }
    }

    /** POSTs an envelope and breaks the connection without waiting for what the ACS says. */
    void postAndLeave(byte[] body) throws IOException {
        connection.send(request(body));
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
    }
}
