package org.viaduct.cwmp.devices;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(name = "Viaduct devices", description = "Which CPEs may enrol by themselves.")
public @interface DevicesConfiguration {

    String PID = "org.viaduct.cwmp.devices";

    @AttributeDefinition(
            name = "Devices",
            description = "Devices that may be enrolled in all; an unknown CPE beyond is refused with 403.",
            min = "0",
            max = "10000000")
    int enrol_max() default 100_000;

    @AttributeDefinition(
            name = "Devices of an address",
            description =
                    "Devices that may enrol from one address, such as a NAT; from loopback, where simulated fleets "
                            + "live, only the bound in all holds.",
            min = "0",
            max = "10000000")
    int enrol_max_per_address() default 1_000;
}
