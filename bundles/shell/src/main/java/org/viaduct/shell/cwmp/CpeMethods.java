package org.viaduct.shell.cwmp;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.viaduct.cwmp.spi.VendorRpc;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.shell.Services;
import org.viaduct.shell.Services.Named;

/** The RPCs that a CPE can be asked for, those of the vendor bundles that are present included. */
final class CpeMethods {

    private CpeMethods() {}

    static VendorRpcs of(Services services) {
        VendorRpcs rpcs = new VendorRpcs();
        List<Named<VendorRpc>> highestFirst = services.all(VendorRpc.class, Constants.SERVICE_ID);
        for (int i = 0; i < highestFirst.size(); i++) {
            rpcs.put(
                    highestFirst.get(i).service(),
                    Map.of(Constants.SERVICE_ID, (long) i, Constants.SERVICE_RANKING, -i));
        }
        return rpcs;
    }
}
