package org.viaduct.fault.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;
import org.viaduct.cwmp.spi.present.Ranked;

/** What the vendor bundles present at the moment say of their codes. Thread-safe; readers do not lock. */
final class VendorFaultRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(VendorFaultRegistry.class);

    private final Ranked<Map<Integer, VendorFault>> present = new Ranked<>();

    /** A service came, or its properties changed, perhaps its ranking. */
    void put(VendorFaults vendor, Map<String, ?> properties) {
        try {
            present.put(
                    vendor.faults().stream()
                            .collect(Collectors.toMap(VendorFault::code, fault -> fault, (first, second) -> first)),
                    properties);
        } catch (RuntimeException broken) {
            LOG.warn(
                    "The vendor faults of {} are left out, for they cannot be read: {}",
                    vendor.getClass().getName(),
                    broken.toString());
            return;
        }
        LOG.info(
                "{} says what fault codes of {} mean",
                vendor.getClass().getName(),
                properties.get(VendorDevices.OUIS) instanceof Object[] ouis
                        ? String.join(", ", Stream.of(ouis).map(String::valueOf).toList())
                        : properties.get(VendorDevices.OUIS));
    }

    void remove(Map<String, ?> properties) {
        present.remove(properties);
    }

    Optional<VendorFault> find(CpeId cpe, int code) {
        return present.of(cpe).stream()
                .flatMap(faults -> Stream.ofNullable(faults.get(code)))
                .findFirst();
    }
}
