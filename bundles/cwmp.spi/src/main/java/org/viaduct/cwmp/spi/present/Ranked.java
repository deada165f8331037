package org.viaduct.cwmp.spi.present;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.spi.VendorDevices;

/** The services of one kind that are present, highest ranking first. Thread-safe; readers do not lock. */
public final class Ranked<S> {

    private record Present<S>(S service, long id, int ranking, Set<String> ouis, Set<String> productClasses) {

        boolean isFor(CpeId cpe) {
            return ouis.contains(cpe.oui().toUpperCase(Locale.ROOT))
                    && (productClasses.isEmpty() || productClasses.contains(cpe.productClass()));
        }
    }

    private final Map<Long, Present<S>> byId = new HashMap<>();
    private volatile List<Present<S>> ordered = List.of();

    /** A service came, or its properties changed. */
    public synchronized void put(S service, Map<String, ?> properties) {
        Set<String> ouis = strings(properties.get(VendorDevices.OUIS))
                .map(oui -> oui.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> classes =
                strings(properties.get(VendorDevices.PRODUCT_CLASSES)).collect(Collectors.toSet());
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        byId.put(id(properties), new Present<>(service, id(properties), ranking, ouis, classes));
        publish();
    }

    public synchronized void remove(Map<String, ?> properties) {
        byId.remove(id(properties));
        publish();
    }

    public List<S> all() {
        return ordered.stream().map(Present::service).toList();
    }

    /** Those whose properties, named in {@link VendorDevices}, are for this CPE. */
    public List<S> of(CpeId cpe) {
        List<Present<S>> present = ordered;
        return present.isEmpty()
                ? List.of()
                : present.stream()
                        .filter(each -> each.isFor(cpe))
                        .map(Present::service)
                        .toList();
    }

    private void publish() {
        ordered = byId.values().stream()
                .sorted(Comparator.<Present<S>>comparingInt(Present::ranking)
                        .reversed()
                        .thenComparing(Present::id))
                .toList();
    }

    private static long id(Map<String, ?> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0;
    }

    private static Stream<String> strings(Object property) {
        Stream<?> values = property instanceof Object[] array
                ? Arrays.stream(array)
                : property instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(property);
        return values.map(String::valueOf);
    }
}
