package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.viaduct.cwmp.api.Device;

/**
 * Where a connection request goes: the URL that the CPE reported, with the address that its host has, checked.
 *
 * @param uri with the address in place of the host, so that nobody resolves the name again
 * @param host as the CPE named it, for the Host header
 * @param path with the query, as it stands in the request line
 */
record Target(URI uri, String host, String path) {

    private static final int MAX_LENGTH = 1_024;

    /** A URL that no connection request is made to; the message is a sentence for an operator. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String sentence) {
            super(sentence);
        }
    }

    /** Resolves the host name, so it may take its time. */
    static Target of(Device device, Predicate<InetAddress> allowed) throws RefusedException {
        String url = device.connectionRequestUrl()
                .map(String::strip)
                .filter(reported -> !reported.isEmpty())
                .orElseThrow(() -> new RefusedException("the CPE has not reported a ConnectionRequestURL"));
        URI reported = parse(url);
        String host = reported.getHost();
        InetAddress address = resolve(host).stream()
                .filter(allowed)
                .findFirst()
                .orElseThrow(() -> new RefusedException("the host " + host
                        + " of the ConnectionRequestURL is neither where the CPE's Inform came from nor in"
                        + " connection.request.networks"));
        int port = reported.getPort() < 0 ? 80 : reported.getPort();
        String path = (reported.getRawPath().isEmpty() ? "/" : reported.getRawPath())
                + Optional.ofNullable(reported.getRawQuery())
                        .map(query -> "?" + query)
                        .orElse("");
        String literal = address.getHostAddress().contains(":")
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
        return new Target(
                URI.create("http://" + literal + ":" + port + path),
                reported.getPort() < 0 ? host : host + ":" + port,
                path);
    }

    private static URI parse(String url) throws RefusedException {
        URI uri;
        try {
            uri = new URI(url.length() > MAX_LENGTH ? "" : url);
        } catch (URISyntaxException notAUri) {
            throw new RefusedException("the ConnectionRequestURL is no URL");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getPort() > 65_535) {
            throw new RefusedException("the ConnectionRequestURL is not of the form http://host:port/path");
        }
        return uri;
    }

    private static List<InetAddress> resolve(String host) throws RefusedException {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new RefusedException("the host " + host + " of the ConnectionRequestURL is unknown");
        }
    }

    @Override
    public String toString() {
        return uri.getRawAuthority();
    }
}
