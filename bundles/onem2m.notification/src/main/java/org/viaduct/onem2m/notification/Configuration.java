package org.viaduct.onem2m.notification;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings. */
@ObjectClassDefinition(
        name = "Viaduct notifications",
        description = "Where notifications may go, and what happens while a target is away.")
public @interface Configuration {

    /** Where the settings are. */
    String PID = "org.viaduct.onem2m.notification";

    @AttributeDefinition(
            name = "Allowed targets",
            description =
                    "Networks in CIDR notation in which the host of a target must be. Whoever may create subscriptions"
                            + " can have POST requests sent to every address in them.",
            cardinality = 100)
    String[] targets_allowed() default {"127.0.0.0/8", "::1/128"};

    @AttributeDefinition(
            name = "Parallel",
            description = "Notifications under way at a time; to one target of one subscription only one.",
            min = "1",
            max = "1000")
    int parallel() default 16;

    @AttributeDefinition(
            name = "Connect time-out",
            description = "Seconds to wait for the TCP connection to a target.",
            min = "1",
            max = "60")
    int connect_timeout() default 3;

    @AttributeDefinition(
            name = "Time-out",
            description = "Seconds that a target may take to answer in all. A CREATE of a subscription takes as long"
                    + " when its target does not answer.",
            min = "1",
            max = "60")
    int timeout() default 5;

    @AttributeDefinition(
            name = "First retry",
            description = "Seconds after which a target that did not take a notification is tried again; each further"
                    + " pause is twice as long.",
            min = "1",
            max = "3600")
    int retry_first() default 1;

    @AttributeDefinition(
            name = "Longest pause",
            description = "Seconds between two tries at most: so late a target that comes back is found.",
            min = "1",
            max = "86400")
    int retry_max() default 60;

    @AttributeDefinition(
            name = "Age limit",
            description = "Seconds after which a notification that was not taken is dropped.",
            min = "1",
            max = "31536000")
    int age_max() default 604800;

    @AttributeDefinition(
            name = "Count limit",
            description = "Notifications that wait for one target of one subscription at most; beyond, the oldest are"
                    + " dropped.",
            min = "1",
            max = "1000000")
    int count_max() default 10000;
}
