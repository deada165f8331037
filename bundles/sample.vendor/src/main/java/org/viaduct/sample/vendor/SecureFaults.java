package org.viaduct.sample.vendor;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorFault;
import org.viaduct.cwmp.spi.VendorFaults;
import org.viaduct.onem2m.ExecResult;

/** What the vendor's own fault codes mean. */
@Component
@VendorDevices(ouis = "00D09E")
public final class SecureFaults implements VendorFaults {

    @Override
    public List<VendorFault> faults() {
        return List.of(
                new VendorFault(
                        9801, ExecResult.STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED, "The file has another checksum"),
                new VendorFault(9802, ExecResult.STATUS_RESOURCES_EXCEEDED, "There is no room to check the file"),
                new VendorFault(9803, ExecResult.STATUS_REQUEST_DENIED, "The door of the cabinet is open"));
    }
}
