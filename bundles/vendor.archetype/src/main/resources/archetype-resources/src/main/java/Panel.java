package ${package};

import static org.viaduct.cwmp.spi.ObjectAttribute.readOnly;
import static org.viaduct.cwmp.spi.ObjectAttribute.trigger;
import static org.viaduct.cwmp.spi.ObjectAttribute.writable;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.ParameterType;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorObject;

/** The front panel, as a mgmtObj that applications read and write. */
@Component
@VendorDevices(ouis = "${oui}")
public final class Panel implements VendorObject {

    private static final ManagedObject PANEL = new ManagedObject(
            "x${oui}:pan",
            "panel",
            "urn:${groupId}:schema:panel:1",
            "urn:${groupId}:model:1",
            "Device.X_${oui}_Panel.",
            List.of(
                    readOnly("keysPressed", "press", ParameterType.UNSIGNED_INT, "Pressed"),
                    writable("message", "msg", ParameterType.STRING, "Message"),
                    trigger("restart", "rst", new Restart("", "asked for at the panel"))));

    @Override
    public ManagedObject object() {
        return PANEL;
    }
}
