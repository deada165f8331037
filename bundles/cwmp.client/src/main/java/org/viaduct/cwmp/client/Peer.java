package org.viaduct.cwmp.client;

import java.net.InetAddress;

/**
 * Where a message came from.
 *
 * @param connection stands for the TCP connection: equal for the messages of one connection only
 */
record Peer(InetAddress address, Object connection) {

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
