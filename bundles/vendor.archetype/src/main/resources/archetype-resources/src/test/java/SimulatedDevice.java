package ${package};

import java.util.List;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.cpe.simulator.VendorParameter;
import org.viaduct.cpe.simulator.VendorSide;
import org.viaduct.cwmp.CwmpMessage;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;

/** A simulated CPE of this vendor: it reports each restart by an event. */
public final class SimulatedDevice implements VendorDevice {

    @Override
    public List<Shape<? extends CwmpMessage>> messages() {
        return List.of(Restart.SHAPE, RestartResponse.SHAPE);
    }

    @Override
    public List<VendorParameter> parameters() {
        return List.of(
                VendorParameter.readOnly("X_${oui}_Panel.Pressed", "unsignedInt", "0"),
                VendorParameter.writable("X_${oui}_Panel.Message", "string", "Hello"));
    }

    @Override
    public CwmpMessage answer(VendorSide cpe, VendorRequest request) {
        cpe.report("X ${oui} Restarted");
        return new RestartResponse();
    }
}
