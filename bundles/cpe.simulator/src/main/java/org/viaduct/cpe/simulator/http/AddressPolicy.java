package org.viaduct.cpe.simulator.http;

import java.net.InetAddress;

/**
 * Where a simulated CPE may connect to: loopback only, unless told otherwise, so that a fleet never hits a stranger.
 */
public enum AddressPolicy {
    LOOPBACK_ONLY,
    ANY_ADDRESS;

    /**
     * The address of a host, to be connected to without asking again.
     *
     * @throws HostUnreachable if the name is unknown or the address is not allowed
     */
    public InetAddress resolve(String host) throws HostUnreachable {
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress address;
        try {
            address = InetAddress.getByName(literal);
        } catch (java.net.UnknownHostException unknown) {
            throw new HostUnreachable("the host " + host + " is not known", unknown);
        }
        if (this == LOOPBACK_ONLY && !address.isLoopbackAddress()) {
            throw new HostUnreachable(host + " is not a loopback address, and others are not allowed");
        }
        return address;
    }
}
