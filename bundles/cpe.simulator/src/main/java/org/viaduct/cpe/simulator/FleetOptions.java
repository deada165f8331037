package org.viaduct.cpe.simulator;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.viaduct.cpe.simulator.http.AddressPolicy;
import org.viaduct.cpe.simulator.model.RootModel;
import org.viaduct.cwmp.CwmpVersion;

/** What all devices of a fleet have in common; {@link Fleet.Builder} explains each. */
record FleetOptions(
        URI acs,
        int count,
        int firstNumber,
        String manufacturer,
        String oui,
        String productClass,
        String serialPrefix,
        String softwareVersion,
        CwmpVersion version,
        RootModel root,
        Duration periodicInterval,
        String username,
        String password,
        InetSocketAddress listen,
        boolean connectionRequestAuthentication,
        boolean stun,
        int connectionRequestsPerMinute,
        Duration connectionRequestDelay,
        boolean strict,
        Duration rebootTime,
        Duration startWithin,
        double speed,
        int threads,
        Duration timeout,
        AddressPolicy policy,
        SSLContext tls,
        Set<Quirk> quirks,
        VendorDevice vendor) {
    /** So long a simulated wait really takes. */
    Duration scaled(Duration wait) {
        return Duration.ofNanos((long) (wait.toNanos() / speed));
    }
}
