package ${package};

import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.spi.VendorRpc;

/** Tells the codec of the RPC. */
@Component
public final class RestartRpc implements VendorRpc {

    @Override
    public Shape<Restart> request() {
        return Restart.SHAPE;
    }

    @Override
    public Shape<RestartResponse> response() {
        return RestartResponse.SHAPE;
    }
}
