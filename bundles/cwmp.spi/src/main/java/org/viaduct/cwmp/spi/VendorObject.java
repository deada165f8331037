package org.viaduct.cwmp.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * An object of the data model of a vendor's CPEs, which applications see as a self-defined {@code <mgmtObj>} below the
 * {@code <node>} of each such CPE. Registered as an OSGi service with the properties of {@link VendorDevices}; of several for
 * one mgmtSchema the highest ranking that is for a CPE wins. While none is there the {@code <mgmtObj>} stays, with its
 * {@code <subscription>}s, and only cannot be read or written.
 */
@ConsumerType
public interface VendorObject {

    /** Read when the service appears. */
    ManagedObject object();
}
