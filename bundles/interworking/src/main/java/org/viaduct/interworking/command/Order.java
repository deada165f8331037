package org.viaduct.interworking.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.viaduct.onem2m.Resource;

/**
 * What one Execute of a {@code <mgmtCmd>} asks of each of its targets.
 *
 * @param attributes those that each {@code <execInstance>} copies
 * @param begins not before then
 * @param blocking whether a request waits for the CPE's answer
 */
public record Order(
        ExecReqArgs arguments,
        Map<String, Object> attributes,
        Repetitions repetitions,
        Instant begins,
        boolean blocking) {

    /** @param arguments those of the command, with their passwords */
    public static Order of(Resource command, ExecReqArgs arguments, boolean blocking, Instant now) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("exm", (long) CommandAttributes.mode(command).value());
        for (String copied : CommandAttributes.COPIED) {
            if (command.attributes().containsKey(copied)) {
                attributes.put(copied, command.attributes().get(copied));
            }
        }
        if (command.attributes().containsKey("exra")) {
            attributes.put("exra", arguments.attribute());
        }
        return new Order(
                arguments,
                attributes,
                CommandAttributes.repetitions(command, now),
                now.plus(CommandAttributes.delay(command, now)),
                blocking);
    }
}
