package org.viaduct.onem2m.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * An attribute of a resource type.
 *
 * @param name the long name
 * @param always multiplicity 1: it cannot be removed from a resource
 * @param secret whether it is accepted, but never shown
 * @param invalid answered for a value that is not of its type
 * @param missing answered for a value that lacks a mandatory part
 * @param selection where another attribute selects the member of this structure that has to be used
 * @param initial the value of a resource that was created without it
 * @param clause where the standard defines it
 */
public record Attribute(
        String name,
        String shortName,
        DataType type,
        Presence create,
        Presence update,
        boolean always,
        boolean secret,
        ResponseStatusCode invalid,
        ResponseStatusCode missing,
        Optional<Selection> selection,
        Optional<Object> initial,
        String clause) {

    /** Whether a violation of this attribute is answered with a status code of its own: such checks come last. */
    public boolean hasOwnStatus() {
        return invalid != ResponseStatusCode.BAD_REQUEST || missing != ResponseStatusCode.BAD_REQUEST;
    }

    /** The status code that the standard names for the violation. */
    public ResponseStatusCode statusOf(Violation violation) {
        return violation.kind() == Violation.Kind.INVALID ? invalid : missing;
    }

    /**
     * What is wrong with the value as one of a resource, if anything: its type first, then whether it is what the other
     * attributes call for.
     *
     * @param value of this attribute, {@code null} when the resource has none
     * @param resource all attributes that the resource is going to have, by short name
     */
    public Optional<Violation> check(@Nullable Object value, Map<String, ?> resource) {
        Optional<Violation> found = value == null ? Optional.empty() : type.check(value, shortName);
        if (found.isPresent() && found.get().kind() == Violation.Kind.INVALID) {
            return found;
        }
        Optional<Violation> selected = selection.flatMap(rule -> checkSelection(rule, value, resource));
        return selected.filter(each -> each.kind() == Violation.Kind.INVALID)
                .or(() -> found)
                .or(() -> selected);
    }

    private Optional<Violation> checkSelection(Selection rule, @Nullable Object value, Map<String, ?> resource) {
        String wanted = resource.get(rule.by()) instanceof Long selector
                ? rule.members().get(selector)
                : null;
        if (wanted == null || !(type instanceof StructureType structure)) {
            return Optional.empty();
        }
        Map<?, ?> members = value instanceof Map<?, ?> map ? map : Map.of();
        for (Object member : members.keySet()) {
            if (!member.equals(wanted)) {
                return Optional.of(Violation.invalid(
                        shortName,
                        shortName + " has " + member + ", but " + rule.by() + " " + resource.get(rule.by())
                                + " calls for " + wanted + ": write {\"" + wanted + "\": [...]}."));
            }
        }
        boolean none = !(members.get(wanted) instanceof List<?> entries) || entries.isEmpty();
        return none && needsEntries(structure, wanted)
                ? Optional.of(new Violation(
                        shortName + "." + wanted,
                        Violation.Kind.MISSING,
                        shortName + " has no " + wanted + ": " + rule.by() + " " + resource.get(rule.by())
                                + " needs one entry with its mandatory members."))
                : Optional.empty();
    }

    private static boolean needsEntries(StructureType structure, String member) {
        return structure
                .field(member)
                .filter(field -> field.type() instanceof ListType list
                        && list.element() instanceof StructureType entry
                        && entry.fields().stream().anyMatch(Field::mandatory))
                .isPresent();
    }
}
