package org.viaduct.cwmp.rpc;

import org.viaduct.cwmp.CpeId;

/**
 * Who a CPE is (TR-069 A.3.3.1). Surrounding blanks are dropped.
 *
 * @param oui six hexadecimal digits by the standard; whatever {@link CpeId} takes is tolerated
 * @param productClass may be empty
 */
public record DeviceIdStruct(String manufacturer, String oui, String productClass, String serialNumber) {
    /** @throws IllegalArgumentException if the parts are not those of a {@link CpeId} */
    public DeviceIdStruct {
        manufacturer = manufacturer.strip();
        CpeId id = new CpeId(oui, productClass, serialNumber);
        oui = id.oui();
        productClass = id.productClass();
        serialNumber = id.serialNumber();
    }

    /** The CPE this is, without its manufacturer's name. */
    public CpeId cpeId() {
        return new CpeId(oui, productClass, serialNumber);
    }
}
