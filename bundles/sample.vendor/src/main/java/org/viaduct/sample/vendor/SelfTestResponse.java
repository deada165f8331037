package org.viaduct.sample.vendor;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorResponse;

/** The test is done; SelfTestResult of the cabinet says how. */
record SelfTestResponse() implements VendorResponse {

    static final Shape<SelfTestResponse> SHAPE =
            Shape.of(SelfTestResponse.class, SelfTestResponse::new).named("X_00D09E_SelfTestResponse");

    @Override
    public Shape<SelfTestResponse> shape() {
        return SHAPE;
    }
}
