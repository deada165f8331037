package org.viaduct.onem2m.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.viaduct.settings.Network;

/**
 * Where a notification goes: an http URL with the address that its host has, checked.
 *
 * @param uri with the address in place of the host, so that nobody resolves the name again
 * @param host as the subscriber named it, for the Host header
 */
record Target(URI uri, String host) {

    private static final String SERIALIZATION = "ct=";

    /** A URL that is not notified; the message is a clause about it, such as {@code is not an http URL}. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String clause) {
            super(clause);
        }
    }

    /** Resolves the host name, so it may take its time. */
    static Target of(String url, List<Network> allowed) throws RefusedException {
        URI named = parse(url);
        String host = named.getHost();
        InetAddress address = resolve(host).stream()
                .filter(candidate -> allowed.stream().anyMatch(network -> network.contains(candidate)))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "is in none of the networks that notifications may go to (targets.allowed)"));
        String literal = address.getHostAddress().replaceFirst("%.*", "");
        String path = named.getRawPath().isEmpty() ? "/" : named.getRawPath();
        return new Target(
                URI.create("http://" + (literal.contains(":") ? "[" + literal + "]" : literal) + ":"
                        + (named.getPort() < 0 ? 80 : named.getPort()) + path + query(named)),
                named.getPort() < 0 ? host : host + ":" + named.getPort());
    }

    private static URI parse(String url) throws RefusedException {
        try {
            URI uri = new URI(url);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (URISyntaxException notAUri) {
            // Refused like any other that is no http URL.
        }
        throw new RefusedException("is not an http URL");
    }

    /** Without the serialization that TS-0004 7.4.8.1 lets a target name, which has to be JSON. */
    private static String query(URI named) throws RefusedException {
        if (named.getRawQuery() == null) {
            return "";
        }
        List<String> parameters = Arrays.asList(named.getRawQuery().split("&"));
        Optional<String> serialization = parameters.stream()
                .filter(parameter -> parameter.startsWith(SERIALIZATION))
                .map(parameter -> parameter.substring(SERIALIZATION.length()).toLowerCase(Locale.ROOT))
                .findFirst();
        if (serialization.filter(wanted -> !wanted.equals("json")).isPresent()) {
            throw new RefusedException("asks for a serialization other than ct=json");
        }
        String rest = parameters.stream()
                .filter(parameter -> !parameter.startsWith(SERIALIZATION))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    private static List<InetAddress> resolve(String host) throws RefusedException {
        try {
            return Arrays.asList(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new RefusedException("has an unknown host");
        }
    }
}
