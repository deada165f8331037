package org.viaduct.cwmp.api;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom a connection request goes to.
 *
 * @param credentials to try, most likely first
 * @param allowed the addresses that it may go to: whatever the device reported, there is no other
 * @param timeout for all of it
 */
public record ConnectionTarget(
        Device device, List<Credentials> credentials, Predicate<InetAddress> allowed, Duration timeout) {
    public ConnectionTarget {
        credentials = List.copyOf(credentials);
    }
}
