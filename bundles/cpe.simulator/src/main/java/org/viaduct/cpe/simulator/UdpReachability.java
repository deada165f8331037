package org.viaduct.cpe.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.viaduct.cpe.simulator.stun.StunClient;

/** A CPE's STUN, as its parameters say (TR-069 Annex G); nothing where the fleet knows none. */
final class UdpReachability implements StunClient.Cpe {
    private static final String SERVER = "ManagementServer.";

    private final SimulatedCpe cpe;
    private final FleetOptions options;
    private final Optional<StunClient> client;

    UdpReachability(SimulatedCpe cpe, FleetRuntime runtime) {
        this.cpe = cpe;
        this.options = runtime.options();
        this.client = options.stun()
                ? Optional.of(
                        new StunClient(this, options.policy(), options.listen().getAddress(), runtime.random()))
                : Optional.empty();
    }

    /** Begins, goes on or ends, as the parameters are now. */
    void apply() {
        client.ifPresent(each -> {
            String enabled = cpe.setting(SERVER + "STUNEnable");
            if (enabled.equals("1") || enabled.equals("true")) {
                each.start(settings());
            } else {
                each.stop();
            }
        });
    }

    private StunClient.Settings settings() {
        String server = cpe.setting(SERVER + "STUNServerAddress");
        long keepAlive = Math.max(1, Long.parseLong(cpe.setting(SERVER + "STUNMinimumKeepAlivePeriod")));
        return new StunClient.Settings(
                server.isEmpty() ? options.acs().getHost() : server,
                Integer.parseInt(cpe.setting(SERVER + "STUNServerPort")),
                cpe.setting(SERVER + "STUNUsername"),
                cpe.setting(SERVER + "STUNPassword"),
                options.scaled(Duration.ofSeconds(keepAlive)));
    }

    void stop() {
        client.ifPresent(StunClient::stop);
    }

    @Override
    public void reachedAt(InetSocketAddress address, boolean nat) {
        String host = address.getAddress().getHostAddress();
        cpe.change(SERVER + "NATDetected", nat ? "1" : "0");
        cpe.change(
                SERVER + "UDPConnectionRequestAddress",
                (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
        cpe.tell(CpeEvent.Kind.CHANGED, "reached by UDP at " + host + ":" + address.getPort() + (nat ? ", a NAT" : ""));
    }

    @Override
    public String connectionRequestUsername() {
        return cpe.setting(SERVER + "ConnectionRequestUsername");
    }

    @Override
    public String connectionRequestPassword() {
        return cpe.setting(SERVER + "ConnectionRequestPassword");
    }

    @Override
    public void connectionRequested() {
        cpe.udpConnectionRequested();
    }
}
