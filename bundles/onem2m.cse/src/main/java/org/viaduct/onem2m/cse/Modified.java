package org.viaduct.onem2m.cse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.type.ResourceType;

/** The modified attributes (rcn 9): what the CSE decided otherwise than the originator wrote (TS-0004 7.3.3.12). */
final class Modified {

    private Modified() {}

    /**
     * @param written the content of the request
     * @param before what the resource showed before the request; empty for a CREATE
     * @param after what it shows now
     */
    static Map<String, Object> members(
            ResourceType type, Map<String, Object> written, Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> asWritten = type.shown(written);
        Map<String, Object> modified = new LinkedHashMap<>();
        after.forEach((shortName, value) -> {
            boolean surprising = written.containsKey(shortName)
                    ? !value.equals(asWritten.get(shortName))
                    : !value.equals(before.get(shortName));
            if (surprising) {
                modified.put(shortName, value);
            }
        });
        before.keySet().stream()
                .filter(shortName -> !after.containsKey(shortName) && !written.containsKey(shortName))
                .forEach(shortName -> modified.put(shortName, null));
        return modified;
    }

    static Representation representation(ResourceType type, Map<String, Object> written, Map<String, Object> created) {
        return new Representation(type.root(), members(type, written, Map.of(), created));
    }
}
