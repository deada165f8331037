package org.viaduct.fault.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;

/** What the vendor bundles present at the moment say of their codes. Thread-safe; readers do not lock. */
final class VendorFaultRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(VendorFaultRegistry.class);

    private record Contribution(Set<String> ouis, Map<Integer, VendorFault> faults) {}

    private final Map<ServiceReference<VendorFaults>, Map<Integer, VendorFault>> bound = new HashMap<>();
    private volatile List<Contribution> byRanking = List.of();

    synchronized void add(ServiceReference<VendorFaults> reference, VendorFaults vendor) {
        try {
            bound.put(
                    reference,
                    vendor.faults().stream()
                            .collect(Collectors.toMap(VendorFault::code, fault -> fault, (first, second) -> first)));
        } catch (RuntimeException broken) {
            LOG.warn(
                    "The vendor faults of {} are left out, for they cannot be read: {}",
                    reference.getBundle(),
                    broken.toString());
            return;
        }
        publish();
        LOG.info("{} says what fault codes of {} mean", reference.getBundle(), ouis(reference));
    }

    /** The properties of a service changed, perhaps its ranking. */
    synchronized void update(ServiceReference<VendorFaults> reference) {
        publish();
    }

    synchronized void remove(ServiceReference<VendorFaults> reference) {
        if (bound.remove(reference) != null) {
            publish();
        }
    }

    Optional<VendorFault> find(CpeId cpe, int code) {
        String oui = cpe.oui().toUpperCase(Locale.ROOT);
        return byRanking.stream()
                .filter(contribution -> contribution.ouis().contains(oui))
                .flatMap(contribution -> Stream.ofNullable(contribution.faults().get(code)))
                .findFirst();
    }

    private void publish() {
        List<ServiceReference<VendorFaults>> references = new ArrayList<>(bound.keySet());
        references.sort(Comparator.reverseOrder());
        byRanking = references.stream()
                .map(reference -> new Contribution(ouis(reference), bound.get(reference)))
                .toList();
    }

    private static Set<String> ouis(ServiceReference<VendorFaults> reference) {
        Object property = reference.getProperty(VendorFaults.OUIS);
        Stream<?> values = property instanceof Object[] array
                ? Arrays.stream(array)
                : property instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(property);
        return values.map(oui -> String.valueOf(oui).toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
