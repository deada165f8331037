package org.viaduct.onem2m;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the content of a primitive holds: a root name such as {@code m2m:mgc} and its value. The value of a resource is a
 * map by short name; other roots ({@code m2m:uril}, {@code m2m:dbg}) carry a list or a text.
 *
 * <p>Values are those of JSON: String, Boolean, Long, Double, BigInteger, BigDecimal, unmodifiable List and Map, and, in the
 * content of an UPDATE only, {@code null} for an attribute to delete.
 */
public record Representation(String root, Object value) {

    /** An unmodifiable, ordered copy that may hold {@code null} values, which {@link Map#copyOf} refuses. */
    public static Map<String, Object> members(Map<String, ?> members) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * The members of a resource's representation.
     *
     * @throws OneM2mException 4000 when the value is not an object
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> members() {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new OneM2mException(
                ResponseStatusCode.BAD_REQUEST,
                "The value of " + root + " is not an object: write {\"" + root + "\": {...}}.");
    }
}
