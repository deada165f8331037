package ${package};

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorResponse;

/** The CPE reboots when the session has ended. */
record RestartResponse() implements VendorResponse {

    static final Shape<RestartResponse> SHAPE =
            Shape.of(RestartResponse.class, RestartResponse::new).named("X_${oui}_RestartResponse");

    @Override
    public Shape<RestartResponse> shape() {
        return SHAPE;
    }
}
