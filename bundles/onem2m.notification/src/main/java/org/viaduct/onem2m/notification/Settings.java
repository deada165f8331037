package org.viaduct.onem2m.notification;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.viaduct.settings.Network;

/**
 * What the operator sets.
 *
 * @param allowed where targets may be
 * @param parallel notifications under way at a time
 * @param connectTimeout for the TCP connection
 * @param timeout for one notification in all
 * @param firstPause before a target is tried again for the first time
 * @param longestPause between two tries
 * @param ageLimit after which a notification is dropped
 * @param countLimit notifications that wait in one queue
 */
record Settings(
        List<Network> allowed,
        int parallel,
        Duration connectTimeout,
        Duration timeout,
        Duration firstPause,
        Duration longestPause,
        Duration ageLimit,
        int countLimit) {

    /** @throws IllegalArgumentException with a sentence for an operator */
    static Settings of(Configuration configuration) {
        return new Settings(
                Arrays.stream(configuration.targets_allowed())
                        .flatMap(networks -> Arrays.stream(networks.split("[,\\s]+")))
                        .filter(network -> !network.isEmpty())
                        .map(Network::parse)
                        .toList(),
                within(configuration.parallel(), 1_000, "parallel"),
                seconds(configuration.connect_timeout(), 60, "connect.timeout"),
                seconds(configuration.timeout(), 60, "timeout"),
                seconds(configuration.retry_first(), 3_600, "retry.first"),
                seconds(configuration.retry_max(), 86_400, "retry.max"),
                seconds(configuration.age_max(), 31_536_000, "age.max"),
                within(configuration.count_max(), 1_000_000, "count.max"));
    }

    /** Twice as long each time. */
    Duration pauseAfter(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    private static Duration seconds(int value, int max, String key) {
        return Duration.ofSeconds(within(value, max, key));
    }

    private static int within(int value, int max, String key) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(key + " is not from 1 to " + max + ": " + value);
        }
        return value;
    }
}
