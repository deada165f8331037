package org.viaduct.cwmp.codec;

import org.viaduct.cwmp.CwmpRequest;

/** An RPC that a vendor added, sent by either side; a record with a {@link Shape} whose name is {@code X_<OUI>_…}. */
public non-sealed interface VendorRequest extends CwmpRequest, VendorMessage {

    @Override
    default String name() {
        return shape().name();
    }
}
