package org.viaduct.cwmp.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads UDPConnectionRequestAddress: {@code host:port}, or {@code host} where the port is 80. */
final class UdpAddress {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([0-9.]{7,15}))(?::([0-9]{1,5}))?");
    private static final int DEFAULT_PORT = 80;
    private static final int MAX_PORT = 65_535;

    private UdpAddress() {}

    /** Empty for what is no literal address with a port: no name is resolved. */
    static Optional<InetSocketAddress> parse(String reported) {
        Matcher form = FORM.matcher(reported);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(3) == null ? DEFAULT_PORT : Integer.parseInt(form.group(3));
        if (port < 1 || port > MAX_PORT) {
            return Optional.empty();
        }
        try {
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
