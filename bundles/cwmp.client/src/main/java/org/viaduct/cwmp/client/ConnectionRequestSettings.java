package org.viaduct.cwmp.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How connection requests are made.
 *
 * @param networks where they may go besides the address that the CPE's Inform came from
 * @param parallel under way at a time
 * @param waiting that may wait their turn
 * @param connectTimeout for the TCP connection
 * @param timeout for one connection request in all
 */
record ConnectionRequestSettings(
        List<Network> networks, int parallel, int waiting, Duration connectTimeout, Duration timeout) {

    /** @throws IllegalArgumentException when a network is none, with a sentence for an operator */
    static ConnectionRequestSettings of(ClientConfiguration configuration) {
        return new ConnectionRequestSettings(
                Arrays.stream(configuration.connection_request_networks())
                        .flatMap(networks -> Arrays.stream(networks.split("[,\\s]+")))
                        .filter(network -> !network.isEmpty())
                        .map(Network::parse)
                        .toList(),
                configuration.connection_request_parallel(),
                configuration.connection_request_waiting(),
                Duration.ofSeconds(configuration.connection_request_connect_timeout()),
                Duration.ofSeconds(configuration.connection_request_timeout()));
    }
}
