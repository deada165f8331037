package org.viaduct.onem2m.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;

/**
 * A resource type, or a specialization of {@code <mgmtObj>}. Published as an OSGi service, one for each type, with the
 * properties {@link #ROOT} and {@link #TY}; whoever needs a type looks it up at each use, for it may be replaced while the
 * system runs. Immutable.
 *
 * @param type ty
 * @param mgmtDefinition mgd of a specialization of {@code <mgmtObj>} (ty 13)
 * @param root root name of its representation, such as {@code m2m:mgc}; no two types have the same
 * @param name long name, such as {@code mgmtCmd}
 * @param parents root names of the types that may be its parent; empty for the CSEBase
 * @param refusals operations that the API does not offer, each with the sentence that says so
 * @param handled whether its operations have effects beyond the resource, so that they need a {@link
 *     org.viaduct.onem2m.api.ResourceHandler}
 * @param attributes in the order in which they are shown and checked, the universal and common ones among them
 * @param clause where the standard defines it
 */
public record ResourceType(
        int type,
        OptionalInt mgmtDefinition,
        String root,
        String name,
        Set<String> parents,
        Map<Operation, String> refusals,
        boolean handled,
        List<Attribute> attributes,
        String clause) {

    /** Service property: the root name. */
    public static final String ROOT = "viaduct.resource.type";

    /** Service property: ty, an Integer. */
    public static final String TY = "viaduct.resource.ty";

    public ResourceType {
        parents = Set.copyOf(parents);
        refusals = Map.copyOf(refusals);
        attributes = List.copyOf(attributes);
    }

    /** The root name without its namespace, such as {@code mgc}. */
    public String shortName() {
        return root.substring(root.indexOf(':') + 1);
    }

    public Optional<Attribute> attribute(String shortName) {
        return attributes.stream()
                .filter(each -> each.shortName().equals(shortName))
                .findFirst();
    }

    /**
     * The members that a representation shows, in the order of the attributes: no secrets, and nothing that the type does
     * not know.
     */
    public Map<String, Object> shown(Map<String, ?> members) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            Object value = members.get(attribute.shortName());
            if (value != null && !attribute.secret()) {
                shown.put(attribute.shortName(), attribute.type().withoutSecrets(value));
            }
        }
        return Representation.members(shown);
    }
}
