package org.viaduct.cwmp.client;

import java.net.InetAddress;
import java.util.Optional;
import org.viaduct.cwmp.CpeId;

/**
 * Where a message came from.
 *
 * @param connection stands for the TCP connection: equal for the messages of one connection only
 * @param identity the one CPE that it can be from, as its authentication has proved; empty where nothing is proved
 */
record Peer(InetAddress address, Object connection, Optional<CpeId> identity) {

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
