package org.viaduct.onem2m.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;

/**
 * A resource type, or a specialization of {@code <mgmtObj>}. Published as an OSGi service, one for each type, with the
 * properties {@link #ROOT} and {@link #TY}; whoever needs a type looks it up at each use, for it may be replaced while the
 * system runs. Immutable.
 *
 * @param type ty
 * @param mgmtDefinition mgd of a specialization of {@code <mgmtObj>} (ty 13)
 * @param mgmtSchema mgs of a self-defined one, whose mgd is 0 (TS-0004 7.4.15.1)
 * @param root root name of its representation, such as {@code m2m:mgc}; no two types have the same
 * @param name long name, such as {@code mgmtCmd}
 * @param parents root names of the types that may be its parent, {@link #MGMT_OBJ} for all specializations of {@code
 *     <mgmtObj>}; empty for the CSEBase
 * @param refusals operations that the API does not offer, each with the sentence that says so
 * @param handled operations that have effects beyond the resource, so that they need a {@link
 *     org.viaduct.onem2m.api.ResourceHandler}
 * @param attributes in the order in which they are shown and checked, the universal and common ones among them
 * @param clause where the standard defines it
 */
public record ResourceType(
        int type,
        OptionalInt mgmtDefinition,
        Optional<String> mgmtSchema,
        String root,
        String name,
        Set<String> parents,
        Map<Operation, String> refusals,
        Set<Operation> handled,
        List<Attribute> attributes,
        String clause) {

    /** Service property: the root name. */
    public static final String ROOT = "viaduct.resource.type";

    /** Service property: ty, an Integer. */
    public static final String TY = "viaduct.resource.ty";

    /** Root name that stands for {@code <mgmtObj>}, whatever its specialization; self-defined ones have its attributes. */
    public static final String MGMT_OBJ = "m2m:mgo";

    private static final int MGMT_OBJ_TYPE = 13;

    public ResourceType {
        parents = Set.copyOf(parents);
        refusals = Map.copyOf(refusals);
        handled = Set.copyOf(handled);
        attributes = List.copyOf(attributes);
    }

    /** The root name without its namespace, such as {@code mgc}. */
    public String shortName() {
        return root.substring(root.indexOf(':') + 1);
    }

    /**
     * A self-defined {@code <mgmtObj>}, of which this is the pattern (TS-0004 7.4.15.1).
     *
     * @param schema mgs
     * @param own attributes beside those that this has
     */
    public ResourceType selfDefined(String schema, String ownRoot, String ownName, List<Attribute> own) {
        List<Attribute> all = new ArrayList<>(attributes);
        all.addAll(own);
        return new ResourceType(
                type, mgmtDefinition, Optional.of(schema), ownRoot, ownName, parents, refusals, handled, all, clause);
    }

    /** Whether a stored resource is one of this type. */
    public boolean isOf(Resource resource) {
        return resource.type() == type
                && (mgmtDefinition.isEmpty()
                        || resource.number("mgd")
                                        .filter(mgd -> mgd == mgmtDefinition.getAsInt())
                                        .isPresent()
                                && resource.text("mgs").equals(mgmtSchema));
    }

    public boolean mayBeChildOf(ResourceType parent) {
        return parents.contains(parent.root) || parent.type == MGMT_OBJ_TYPE && parents.contains(MGMT_OBJ);
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
