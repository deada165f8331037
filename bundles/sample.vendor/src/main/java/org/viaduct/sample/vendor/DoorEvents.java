package org.viaduct.sample.vendor;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.rpc.EventStruct;
import org.viaduct.cwmp.rpc.Inform;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorEvents;

/** Tells the operator of cabinets that are open. */
@Component
@VendorDevices(ouis = "00D09E", product_classes = "SecureCPE")
public final class DoorEvents implements VendorEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DoorEvents.class);
    private static final String DOOR_OPEN = "X 00D09E Door open";

    @Activate
    public DoorEvents() {}

    @Override
    public void happened(CpeId cpe, List<EventStruct> events, Inform inform) {
        events.stream()
                .filter(event -> event.eventCode().equals(DOOR_OPEN))
                .forEach(event -> LOG.warn("Somebody opened the cabinet of {}: send a technician", cpe));
    }
}
