package org.viaduct.cpe.simulator;

import java.util.List;

/**
 * A parameter that a vendor's CPEs have beside the standard ones; a change by the device itself is notified actively.
 *
 * @param path below the root, such as {@code X_00D09E_Cabinet.DoorState}
 * @param type local name of its XML Schema type: string, int, unsignedInt, boolean or dateTime
 * @param value when it leaves the factory
 * @param allowed the only values that an ACS may set; empty for any of the type
 */
public record VendorParameter(String path, String type, String value, boolean writable, List<String> allowed) {

    public VendorParameter {
        allowed = List.copyOf(allowed);
    }

    public static VendorParameter readOnly(String path, String type, String value) {
        return new VendorParameter(path, type, value, false, List.of());
    }

    public static VendorParameter writable(String path, String type, String value, String... allowed) {
        return new VendorParameter(path, type, value, true, List.of(allowed));
    }
}
