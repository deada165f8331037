package org.viaduct.sample.vendor;

import static org.viaduct.cwmp.spi.ObjectAttribute.readOnly;
import static org.viaduct.cwmp.spi.ObjectAttribute.trigger;
import static org.viaduct.cwmp.spi.ObjectAttribute.writable;
import static org.viaduct.cwmp.spi.ParameterType.INT;
import static org.viaduct.cwmp.spi.ParameterType.STRING;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.spi.ManagedObject;
import org.viaduct.cwmp.spi.VendorDevices;
import org.viaduct.cwmp.spi.VendorObject;

/** The cabinet that the CPE stands in. */
@Component
@VendorDevices(ouis = "00D09E", product_classes = "SecureCPE")
public final class Cabinet implements VendorObject {

    private static final ManagedObject CABINET = new ManagedObject(
            "acme:cab",
            "cabinet",
            "http://acme.example/schemas/cabinet-1.xsd",
            "urn:acme-example:secure-cpe-1-0",
            "Device.X_00D09E_Cabinet.",
            List.of(
                    readOnly("doorState", "dost", STRING, "DoorState"),
                    readOnly("temperature", "temp", INT, "Temperature"),
                    writable("ledColour", "ledc", STRING, "LEDColour"),
                    trigger("selfTest", "sete", new SelfTest()),
                    readOnly("selfTestResult", "setr", STRING, "SelfTestResult")));

    @Override
    public ManagedObject object() {
        return CABINET;
    }
}
