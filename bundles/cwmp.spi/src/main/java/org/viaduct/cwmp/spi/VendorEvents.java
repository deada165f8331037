package org.viaduct.cwmp.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;

/**
 * Hears of a vendor's own events, {@code X <OUI> …} (TR-069 3.7.1.5). Registered as an OSGi service with the properties of
 * {@link VendorDevices}; everyone hears of them, highest ranking first.
 */
@ConsumerType
public interface VendorEvents {

    /**
     * A CPE informs with events of its OUI. They count as delivered when this returned; what it throws refuses the Inform, and
     * the CPE sends it again. Called for one CPE at a time, for several concurrently; it must return within 10 s.
     */
    void happened(CpeId cpe, List<EventStruct> events, Inform inform);
}
