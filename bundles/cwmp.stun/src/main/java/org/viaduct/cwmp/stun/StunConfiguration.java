package org.viaduct.cwmp.stun;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(
        name = "Viaduct connection requests by UDP",
        description = "How CPEs behind a NAT are reached (TR-069 Annex G). Off until server.address is set.")
public @interface StunConfiguration {

    String PID = "org.viaduct.cwmp.stun";

    @AttributeDefinition(
            name = "Address for CPEs",
            description =
                    "Host name or address, as CPEs reach it, of the STUN listener: they are given it in their next"
                            + " session. Empty: no CPE is reached by UDP, and no port is opened.")
    String server_address() default "";

    @AttributeDefinition(
            name = "Port for CPEs",
            description = "UDP port, as CPEs reach it; 0 is the same as port.",
            min = "0",
            max = "65535")
    int server_port() default 0;

    @AttributeDefinition(
            name = "Host",
            description =
                    "Address that the STUN listener is bound to. 0.0.0.0 opens it to the network: it tells everybody"
                            + " nothing but the address that they asked from.")
    String host() default "127.0.0.1";

    @AttributeDefinition(
            name = "Port",
            description =
                    "UDP port of the STUN listener, from which connection requests are sent too: NATs let nothing in"
                            + " from another.",
            min = "1",
            max = "65535")
    int port() default 3478;

    @AttributeDefinition(
            name = "Shortest keep-alive",
            description =
                    "Seconds between two messages of a CPE that keep its NAT open, at least. Less costs more messages.",
            min = "1",
            max = "3600")
    int keep_alive_min() default 20;

    @AttributeDefinition(
            name = "Longest keep-alive",
            description =
                    "Seconds, at most. More than a NAT remembers UDP, which is often 30, and the CPE behind it is not"
                            + " reached.",
            min = "1",
            max = "3600")
    int keep_alive_max() default 30;

    @AttributeDefinition(
            name = "Messages of an address",
            description = "STUN messages a second that are answered to one address; CPEs behind one NAT share it.",
            min = "1",
            max = "100000")
    int rate_per_address() default 500;
}
