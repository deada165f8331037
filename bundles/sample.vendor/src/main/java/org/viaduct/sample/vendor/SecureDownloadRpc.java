package org.viaduct.sample.vendor;

import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.spi.VendorRpc;

/** The RPC that the ACS calls. */
@Component
public final class SecureDownloadRpc implements VendorRpc {

    @Override
    public Shape<SecureDownload> request() {
        return SecureDownload.SHAPE;
    }

    @Override
    public Shape<SecureDownloadResponse> response() {
        return SecureDownloadResponse.SHAPE;
    }
}
