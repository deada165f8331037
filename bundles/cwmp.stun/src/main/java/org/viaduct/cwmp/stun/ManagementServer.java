package org.viaduct.cwmp.stun;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.viaduct.cwmp.api.Device;

/** The parameters of the ManagementServer object that Annex G is about, by their names below it. */
final class ManagementServer {

    static final String UDP_ADDRESS = "UDPConnectionRequestAddress";
    static final String NAT_DETECTED = "NATDetected";
    static final String STUN_ENABLE = "STUNEnable";
    static final String STUN_SERVER_ADDRESS = "STUNServerAddress";
    static final String STUN_SERVER_PORT = "STUNServerPort";
    static final String STUN_USERNAME = "STUNUsername";
    static final String STUN_PASSWORD = "STUNPassword";
    static final String STUN_KEEP_ALIVE_MIN = "STUNMinimumKeepAlivePeriod";
    static final String STUN_KEEP_ALIVE_MAX = "STUNMaximumKeepAlivePeriod";

    private ManagementServer() {}

    static String value(Device device, String name) {
        return device.managementServer().getOrDefault(name, "");
    }

    static boolean isTrue(Device device, String name) {
        String value = value(device, name);
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    static Optional<InetSocketAddress> udpAddress(Device device) {
        return UdpAddress.parse(value(device, UDP_ADDRESS));
    }
}
