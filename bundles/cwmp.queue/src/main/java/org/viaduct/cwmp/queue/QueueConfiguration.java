package org.viaduct.cwmp.queue;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the PID {@link #PID}. */
@ObjectClassDefinition(
        name = "Viaduct RPC queue",
        description = "How many RPCs may wait for CPEs, and what is kept of those that ended.")
public @interface QueueConfiguration {

    String PID = "org.viaduct.cwmp.queue";

    @AttributeDefinition(
            name = "RPCs of a device",
            description = "RPCs that may wait for one CPE; one beyond is refused.",
            min = "1",
            max = "10000")
    int calls_max_per_device() default 100;

    @AttributeDefinition(
            name = "RPCs",
            description = "RPCs that may wait in all; one beyond is refused. Each costs about 500 bytes of memory.",
            min = "1",
            max = "1000000")
    int calls_max() default 100_000;

    @AttributeDefinition(
            name = "Ended RPCs of a device",
            description = "RPCs that ended that are kept to be looked at for each CPE, the last ones.",
            min = "0",
            max = "10000")
    int ended_max_per_device() default 20;

    @AttributeDefinition(
            name = "Ended RPCs",
            description = "RPCs that ended that are kept in all.",
            min = "0",
            max = "1000000")
    int ended_max() default 10_000;

    @AttributeDefinition(
            name = "Keeping ended RPCs",
            description = "Seconds for which RPCs that ended are kept.",
            min = "1",
            max = "31536000")
    int ended_keep() default 604_800;

    @AttributeDefinition(
            name = "Largest answer",
            description = "KiB that an answer may have as XML to be kept; of a larger one only is noted that it came.",
            min = "1",
            max = "65536")
    int answer_max() default 4_096;
}
