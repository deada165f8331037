package org.viaduct.sample.vendor;

import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.spi.VendorRpc;

/** The RPC that the trigger of {@link Cabinet} runs. */
@Component
public final class SelfTestRpc implements VendorRpc {

    @Override
    public Shape<SelfTest> request() {
        return SelfTest.SHAPE;
    }

    @Override
    public Shape<SelfTestResponse> response() {
        return SelfTestResponse.SHAPE;
    }
}
