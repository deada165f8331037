package org.viaduct.http.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.settings.NumberSettings;

/** From a configuration to settings. */
final class SettingsReader {

    private static final int HEAP_SHARE = 8;

    private SettingsReader() {}

    /** @throws IllegalArgumentException with a sentence */
    static ListenerSettings read(ListenerConfiguration from, Map<String, ?> properties, String file) {
        NumberSettings numbers = new NumberSettings(properties, file, ListenerConfiguration.class);
        Set<String> hosts = Stream.concat(
                        Stream.of(from.host()), Stream.of(from.allowed_hosts().split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(HostNames::normal)
                .collect(Collectors.toSet());
        int bodyLimit = numbers.number("body.limit", 0, 1 << 30);
        return new ListenerSettings(
                from.name(),
                from.host(),
                numbers.number("port", 0, 65_535),
                hosts,
                numbers.number("threads", 8, 1_000),
                numbers.number("connections", 1, 100_000),
                numbers.number("header.limit", 256, 65_536),
                bodyLimit,
                bodiesLimit(numbers.number("bodies.limit", 0, 1L << 40), bodyLimit),
                Duration.ofMillis(numbers.number("header.timeout", 1, 600_000)),
                Duration.ofMillis(numbers.number("body.timeout", 1, 600_000)),
                Duration.ofMillis(numbers.number("idle.timeout", 1, 3_600_000)),
                Duration.ofMillis(numbers.number("pause", 0, 60_000)),
                Duration.ofMillis(numbers.number("stop.timeout", 0, 60_000)),
                TlsSettings.of(from, Path.of(System.getProperty("karaf.etc", ""))));
    }

    /** Never below what one body may have, whatever the heap. */
    private static long bodiesLimit(long configured, int bodyLimit) {
        return Math.max(bodyLimit, configured == 0 ? Runtime.getRuntime().maxMemory() / HEAP_SHARE : configured);
    }
}
