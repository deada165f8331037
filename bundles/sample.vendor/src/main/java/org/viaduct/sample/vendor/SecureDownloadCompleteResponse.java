package org.viaduct.sample.vendor;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorResponse;

/** The end is known; the CPE need not tell it again. */
record SecureDownloadCompleteResponse() implements VendorResponse {

    static final Shape<SecureDownloadCompleteResponse> SHAPE = Shape.of(
                    SecureDownloadCompleteResponse.class, SecureDownloadCompleteResponse::new)
            .named("X_00D09E_SecureDownloadCompleteResponse");

    @Override
    public Shape<SecureDownloadCompleteResponse> shape() {
        return SHAPE;
    }
}
