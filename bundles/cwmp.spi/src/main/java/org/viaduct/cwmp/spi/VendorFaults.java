package org.viaduct.cwmp.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The meaning of a vendor's own fault codes. Registered as an OSGi service with the properties of {@link VendorDevices}; it is
 * asked for faults of these CPEs. Of several, the highest ranking that knows a code wins.
 */
@ConsumerType
public interface VendorFaults {

    /** Read when the service appears. */
    List<VendorFault> faults();
}
