package org.viaduct.cwmp.client;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(
        name = "Viaduct CWMP client",
        description = "CWMP sessions and connection requests. A change ends the sessions that are open.")
public @interface ClientConfiguration {

    String PID = "org.viaduct.cwmp.client";

    @AttributeDefinition(
            name = "Pause for missing participants",
            description =
                    "Seconds that a CPE's message waits for a participant without whom no CPE is served, such as a bundle "
                            + "that is being updated, before it is answered 503.",
            min = "0",
            max = "25")
    int participant_pause() default 5;

    @AttributeDefinition(
            name = "Session timeout",
            description =
                    "Seconds between two messages of a CPE after which its session is given up. CPEs wait at least "
                            + "30 s themselves; less gives up slow ones.",
            min = "1",
            max = "3600")
    int session_timeout() default 30;

    @AttributeDefinition(
            name = "Longest session timeout",
            description = "Seconds up to which a CPE's own SessionTimeout header is honoured.",
            min = "1",
            max = "3600")
    int session_timeout_max() default 300;

    @AttributeDefinition(
            name = "Sessions",
            description = "Sessions open at a time in all; a CPE beyond is told to retry. Each costs about 2 KiB.",
            min = "1",
            max = "1000000")
    int sessions_max() default 20_000;

    @AttributeDefinition(
            name = "Sessions of an address",
            description = "Sessions open at a time from one address; CPEs behind one NAT share it.",
            min = "1",
            max = "1000000")
    int sessions_max_per_address() default 5_000;

    @AttributeDefinition(
            name = "RPCs of a session",
            description =
                    "RPCs called in one session, by this server and by the CPE each, a guard against endless loops; what "
                            + "is left waits for the next session.",
            min = "1",
            max = "100000")
    int session_rpcs_max() default 256;

    @AttributeDefinition(
            name = "Depth of messages",
            description = "Elements nested in a message; one beyond is answered 413. CWMP itself needs ten.",
            min = "10",
            max = "1000")
    int message_depth_max() default 32;

    @AttributeDefinition(
            name = "Attributes in messages",
            description = "Attributes and namespaces of one element of a message; one beyond is answered 413.",
            min = "8",
            max = "1000")
    int message_attributes_max() default 32;

    @AttributeDefinition(
            name = "Elements of messages",
            description = "Elements of a message, three for each parameter; one beyond is answered 413. The listener "
                    + "bounds the bytes.",
            min = "1000",
            max = "100000000")
    int message_elements_max() default 400_000;

    @AttributeDefinition(
            name = "Values in messages",
            description = "Characters of one value or attribute of a message; one beyond is answered 413.",
            min = "1024",
            max = "67108864")
    int message_value_max() default 1_048_576;

    @AttributeDefinition(
            name = "XML declaration",
            description =
                    "Kinds of CPEs whose parser insists on an XML declaration, separated by commas: an OUI such as "
                            + "00D09E, or an OUI and a product class such as 00D09E-Gateway. The others get none, for some parsers "
                            + "reject it.")
    String[] xml_declaration() default {};

    @AttributeDefinition(
            name = "Networks of connection requests",
            description =
                    "Networks in CIDR notation, separated by commas, to which connection requests may go besides the "
                            + "address a CPE's Inform came from. Every network here can be probed by whoever can send an Inform.")
    String[] connection_request_networks() default {};

    @AttributeDefinition(
            name = "Parallel connection requests",
            description = "Connection requests under way at a time; the others wait their turn.",
            min = "1",
            max = "10000")
    int connection_request_parallel() default 64;

    @AttributeDefinition(
            name = "Waiting connection requests",
            description = "Connection requests that may wait their turn; one beyond counts as busy.",
            min = "0",
            max = "1000000")
    int connection_request_waiting() default 10_000;

    @AttributeDefinition(
            name = "Connect timeout of connection requests",
            description = "Seconds to wait for the TCP connection to a CPE.",
            min = "1",
            max = "60")
    int connection_request_connect_timeout() default 5;

    @AttributeDefinition(
            name = "Timeout of connection requests",
            description = "Seconds that a connection request may take in all, authentication included.",
            min = "1",
            max = "120")
    int connection_request_timeout() default 10;

    @AttributeDefinition(
            name = "Reboots of a device",
            description =
                    "How often a CPE may be told to reboot, or to reset itself, within an hour; what goes beyond ends unsent."
                            + " A guard against work that reboots a device again and again.",
            min = "1",
            max = "1000")
    int reboots_max() default 10;

    @AttributeDefinition(
            name = "Wakes per second",
            description =
                    "Connection requests a second for calls that nobody waits for, as after a start. More reaches many"
                            + " devices sooner, and lets more of them connect at once.",
            min = "1",
            max = "10000")
    int wakes_per_second() default 50;

    @AttributeDefinition(
            name = "Devices in flight",
            description =
                    "How many devices at once are asked to connect for calls that nobody waits for, or have such a call and"
                            + " have not answered it; as many again of those that are sought one by one, so that a group does not"
                            + " hold them up. More rolls a command out to a group sooner, and lets more devices act at once.",
            min = "1",
            max = "100000")
    int devices_in_flight() default 100;
}
