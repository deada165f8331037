package org.viaduct.onem2m;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as it is stored and shown.
 *
 * @param id ri
 * @param parentId pi; empty only for the CSEBase
 * @param name rn
 * @param type ty
 * @param attributes all other attributes by short name, {@code ct}, {@code lt} and {@code et} among them; values as in {@link
 *     Representation}, never {@code null}
 * @param revision how often it was stored: 0 before its creation, then counted up by one at each change. A change is
 *     accepted only from the revision that was read (compare and set).
 */
public record Resource(
        ResourceId id,
        Optional<ResourceId> parentId,
        String name,
        int type,
        Map<String, Object> attributes,
        long revision) {

    public Resource {
        attributes = Representation.members(attributes);
    }

    /** 1970 when it does not say. */
    public Instant created() {
        return instant("ct").orElse(Instant.EPOCH);
    }

    /** 1970 when it does not say. */
    public Instant modified() {
        return instant("lt").orElse(Instant.EPOCH);
    }

    /** {@link Instant#MAX} when it never does. */
    public Instant expires() {
        return instant("et").orElse(Instant.MAX);
    }

    public List<String> labels() {
        return attributes.get("lbl") instanceof List<?> labels
                ? labels.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The attribute's text, if it has one. */
    public Optional<String> text(String shortName) {
        return attributes.get(shortName) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The attribute's whole number, if it has one. */
    public Optional<Long> number(String shortName) {
        return attributes.get(shortName) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    /**
     * A copy with some attributes replaced, and {@code lt} set.
     *
     * @param changes by short name; {@code null} removes the attribute
     */
    public Resource with(Map<String, ?> changes, Instant now) {
        Map<String, Object> merged = new LinkedHashMap<>(attributes);
        changes.forEach((shortName, value) -> {
            if (value == null) {
                merged.remove(shortName);
            } else {
                merged.put(shortName, value);
            }
        });
        merged.put("lt", Timestamp.format(now));
        return new Resource(id, parentId, name, type, merged, revision);
    }

    /** This resource as the store holds it after the change that carried it was applied. */
    public Resource stored() {
        return new Resource(id, parentId, name, type, attributes, revision + 1);
    }

    /** All attributes as a representation shows them: the universal ones first. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rn", name);
        members.put("ty", (long) type);
        members.put("ri", id.value());
        members.put("pi", parentId.map(ResourceId::value).orElse(""));
        members.putAll(attributes);
        return Representation.members(members);
    }

    private Optional<Instant> instant(String shortName) {
        return text(shortName).map(Timestamp::parse);
    }
}
