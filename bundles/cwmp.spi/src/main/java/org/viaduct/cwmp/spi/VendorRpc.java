package org.viaduct.cwmp.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;

/**
 * An RPC that a vendor added to its CPEs, for the ACS to call (TR-069 A.3.1.1: {@code X_<OUI>_…}). Registered as an OSGi
 * service it is read and written like those of CWMP, in {@code cwmp:call}, in the {@code CallQueue} and as what a
 * {@link VendorCommand} gives. Of several services for one name the highest ranking wins. While it is away its messages are
 * unknown ones.
 */
@ConsumerType
public interface VendorRpc {

    /** Its name is {@code X_}, six upper-case hexadecimal digits, {@code _}, then letters and digits. */
    Shape<? extends VendorRequest> request();

    /** Its name is that of the request, and {@code Response}. */
    Shape<? extends VendorResponse> response();
}
