package org.viaduct.sample.vendor;

import static org.viaduct.cpe.simulator.VendorParameter.readOnly;
import static org.viaduct.cpe.simulator.VendorParameter.writable;

import java.util.List;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.VendorParameter;
import org.viaduct.cwmp.CwmpFault;
import org.viaduct.cwmp.CwmpMessage;

/** The cabinet of a simulated CPE; {@code SimulatedCpe.change("X_00D09E_Cabinet.DoorState", "Open")} opens it. */
final class CabinetOfCpe {

    static final List<VendorParameter> PARAMETERS = List.of(
            readOnly("X_00D09E_Cabinet.DoorState", "string", "Closed"),
            readOnly("X_00D09E_Cabinet.Temperature", "int", "21"),
            writable("X_00D09E_Cabinet.LEDColour", "string", "Green", "Green", "Red", "Off"),
            readOnly("X_00D09E_Cabinet.SelfTestResult", "string", "None"));

    private CabinetOfCpe() {}

    static CwmpMessage test(SimulatedCpe cpe) {
        if (cpe.parameter("Device.X_00D09E_Cabinet.DoorState").orElse("").equals("Open")) {
            return new CwmpFault(9803, "");
        }
        cpe.change("X_00D09E_Cabinet.SelfTestResult", "Passed");
        return new SelfTestResponse();
    }
}
