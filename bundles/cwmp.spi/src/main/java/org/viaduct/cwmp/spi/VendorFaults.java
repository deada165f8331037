package org.viaduct.cwmp.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The meaning of a vendor's own fault codes. Registered as an OSGi service with the property {@link #OUIS}; it is asked for
 * faults of CPEs with one of these OUIs. Of several, the highest ranking that knows a code wins.
 */
@ConsumerType
public interface VendorFaults {

    /** Service property, String or array of it: six upper-case hexadecimal digits each. */
    String OUIS = VendorDevices.OUIS;

    /** Read once when the service appears. */
    List<VendorFault> faults();
}
