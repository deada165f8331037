package org.viaduct.sample.vendor;

import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpOutcome;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.spi.VendorAcsMethod;

/** The RPC that CPEs call. By the time it is answered the end of the command is stored. */
@Component
public final class SecureDownloadCompleteMethod implements VendorAcsMethod<SecureDownloadComplete> {

    @Override
    public Shape<SecureDownloadComplete> request() {
        return SecureDownloadComplete.SHAPE;
    }

    @Override
    public Shape<SecureDownloadCompleteResponse> response() {
        return SecureDownloadCompleteResponse.SHAPE;
    }

    @Override
    public CwmpOutcome received(CpeId cpe, SecureDownloadComplete complete) {
        return new CwmpOutcome.Success(new SecureDownloadCompleteResponse());
    }
}
