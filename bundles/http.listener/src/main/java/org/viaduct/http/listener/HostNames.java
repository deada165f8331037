package org.viaduct.http.listener;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.util.HostPort;

/** The host part of a Host header or an absolute request target, in the one form that is compared. */
final class HostNames {

    private HostNames() {}

    /** Lower case, without the brackets of an IPv6 address. */
    static String normal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** The host of {@code host[:port]}; empty when it is malformed. */
    static Optional<String> of(String authority) {
        try {
            return Optional.ofNullable(new HostPort(authority).getHost()).map(HostNames::normal);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
