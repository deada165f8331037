package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import org.viaduct.settings.NumberSettings;

/**
 * The settings, checked.
 *
 * @param serverAddress what CPEs are given as STUNServerAddress; empty where UDP is not used
 * @param serverPort what they are given as STUNServerPort
 * @param local what the listener is bound to
 * @param keepAliveMin seconds
 * @param keepAliveMax seconds
 * @param ratePerAddress answered messages a second
 */
record StunSettings(
        String serverAddress,
        int serverPort,
        InetSocketAddress local,
        int keepAliveMin,
        int keepAliveMax,
        int ratePerAddress) {

    static StunSettings of(StunConfiguration configuration, NumberSettings numbers) {
        int port = numbers.number("port", 1, 65_535);
        int told = numbers.number("server.port", 0, 65_535);
        int shortest = numbers.number("keep.alive.min", 1, 3_600);
        return new StunSettings(
                configuration.server_address().strip(),
                told == 0 ? port : told,
                new InetSocketAddress(configuration.host().strip(), port),
                shortest,
                Math.max(shortest, numbers.number("keep.alive.max", 1, 3_600)),
                numbers.number("rate.per.address", 1, 100_000));
    }

    boolean used() {
        return !serverAddress.isEmpty();
    }
}
