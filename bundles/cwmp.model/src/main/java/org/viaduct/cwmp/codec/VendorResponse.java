package org.viaduct.cwmp.codec;

import org.viaduct.cwmp.CwmpResponse;

/** The answer to a {@link VendorRequest}; its shape is named like that of the request, and {@code Response}. */
public non-sealed interface VendorResponse extends CwmpResponse, VendorMessage {

    @Override
    default String name() {
        return shape().name();
    }
}
