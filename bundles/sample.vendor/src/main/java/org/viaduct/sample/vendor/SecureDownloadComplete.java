package org.viaduct.sample.vendor;

import static org.viaduct.cwmp.codec.Field.fault;
import static org.viaduct.cwmp.codec.Field.token;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.rpc.FaultStruct;

/** Tells the ACS how a {@link SecureDownload} ended; repeated until answered. */
record SecureDownloadComplete(String commandKey, FaultStruct faultStruct) implements VendorRequest {

    static final Shape<SecureDownloadComplete> SHAPE = Shape.of(
                    SecureDownloadComplete.class,
                    token("CommandKey", 32, SecureDownloadComplete::commandKey),
                    fault("FaultStruct", SecureDownloadComplete::faultStruct),
                    SecureDownloadComplete::new)
            .named("X_00D09E_SecureDownloadComplete");

    @Override
    public Shape<SecureDownloadComplete> shape() {
        return SHAPE;
    }
}
