package ${package};

import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;

/** Reboots a CPE and tells it why. */
record Restart(String commandKey, String reason) implements VendorRequest {

    static final Shape<Restart> SHAPE = Shape.of(
                    Restart.class,
                    token("CommandKey", 32, Restart::commandKey),
                    text("Reason", 64, Restart::reason),
                    Restart::new)
            .named("X_${oui}_Restart");

    @Override
    public Shape<Restart> shape() {
        return SHAPE;
    }
}
