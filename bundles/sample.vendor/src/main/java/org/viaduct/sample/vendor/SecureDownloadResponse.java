package org.viaduct.sample.vendor;

import static org.viaduct.cwmp.codec.Field.integer;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorResponse;

/** @param status 0 where the file is applied already, 1 where {@link SecureDownloadComplete} is to follow */
record SecureDownloadResponse(int status) implements VendorResponse {

    static final Shape<SecureDownloadResponse> SHAPE = Shape.of(
                    SecureDownloadResponse.class,
                    integer("Status", SecureDownloadResponse::status).required(),
                    SecureDownloadResponse::new)
            .named("X_00D09E_SecureDownloadResponse");

    @Override
    public Shape<SecureDownloadResponse> shape() {
        return SHAPE;
    }
}
