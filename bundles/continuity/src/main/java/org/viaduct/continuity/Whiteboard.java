package org.viaduct.continuity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Constants;

/**
 * The services of one kind that are present, each under some names; of several under one name the highest-ranked is found. Thread-safe;
 * readers do not lock.
 */
public final class Whiteboard<T> {

    private record Bound<T>(T service, Set<String> names, int ranking, long id) {}

    private final Map<Long, Bound<T>> byId = new HashMap<>();
    private volatile List<Bound<T>> ranked = List.of();

    /** Adds a service, or takes note of its changed properties. */
    public synchronized void put(T service, Set<String> names, Map<String, ?> properties) {
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        byId.put(idOf(properties), new Bound<>(service, Set.copyOf(names), ranking, idOf(properties)));
        publish();
    }

    public synchronized void remove(Map<String, ?> properties) {
        byId.remove(idOf(properties));
        publish();
    }

    public Optional<T> named(String name) {
        for (Bound<T> bound : ranked) {
            if (bound.names().contains(name)) {
                return Optional.of(bound.service());
            }
        }
        return Optional.empty();
    }

    /** Highest ranking first. */
    public List<T> all() {
        return ranked.stream().map(Bound::service).toList();
    }

    private void publish() {
        List<Bound<T>> sorted = new ArrayList<>(byId.values());
        sorted.sort(Comparator.<Bound<T>>comparingInt(Bound::ranking).reversed().thenComparingLong(Bound::id));
        ranked = List.copyOf(sorted);
    }

    private static long idOf(Map<String, ?> properties) {
        return (Long) properties.get(Constants.SERVICE_ID);
    }
}
