package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.settings.Network;
import org.viaduct.settings.NumberSettings;

/**
 * How connection requests are made.
 *
 * @param networks where they may go besides the address that the CPE's Inform came from
 * @param parallel under way at a time
 * @param waiting that may wait their turn
 * @param timeout for one connection request in all
 */
record ConnectionRequestSettings(List<Network> networks, int parallel, int waiting, Duration timeout) {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequestSettings.class);

    static ConnectionRequestSettings of(String[] networks, NumberSettings settings) {
        return new ConnectionRequestSettings(
                networks(networks),
                settings.number("connection.request.parallel", 1, 10_000),
                settings.number("connection.request.waiting", 0, 1_000_000),
                Duration.ofSeconds(settings.number("connection.request.timeout", 1, 120)));
    }

    /** None, the default, where one is wrong: what is meant is not guessed. */
    private static List<Network> networks(String[] configured) {
        try {
            return Arrays.stream(configured)
                    .flatMap(networks -> Arrays.stream(networks.split("[,\\s]+")))
                    .filter(network -> !network.isEmpty())
                    .map(Network::parse)
                    .toList();
        } catch (IllegalArgumentException wrong) {
            LOG.error(
                    "{}.cfg: connection.request.networks: {}; no network is used until it is mended",
                    ClientConfiguration.PID,
                    wrong.getMessage());
            return List.of();
        }
    }
}
