package org.viaduct.onem2m.cse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.type.Attribute;

/** RETRIEVE (TS-0004 7.3.3.6) and discovery (7.3.3.14). */
final class Retrieval {

    private static final String ATTRIBUTE_LIST = "m2m:atrl";

    private final Presentation presentation;
    private final Family family;

    Retrieval(Presentation presentation, Family family) {
        this.presentation = presentation;
        this.family = family;
    }

    Content retrieve(RequestPrimitive request, Target target) {
        ResultContent wanted = request.resultContent().orElse(ResultContent.ATTRIBUTES);
        if (request.content().isPresent()) {
            return partial(request.content().get(), wanted, target);
        }
        return content(wanted, target, request.filter(), request.identifierType());
    }

    /** Whether the result of a RETRIEVE has attributes of its target. */
    static boolean showsAttributes(RequestPrimitive request) {
        return switch (request.resultContent().orElse(ResultContent.ATTRIBUTES)) {
            case ATTRIBUTES, ATTRIBUTES_AND_CHILD_RESOURCES, ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES -> true;
            case NOTHING,
                    HIERARCHICAL_ADDRESS,
                    HIERARCHICAL_ADDRESS_AND_ATTRIBUTES,
                    CHILD_RESOURCE_REFERENCES,
                    ORIGINAL_RESOURCE,
                    CHILD_RESOURCES,
                    MODIFIED_ATTRIBUTES -> false;
        };
    }

    Content discover(RequestPrimitive request, Target target) {
        if (request.resultContent().isPresent()) {
            return references(target, request.filter(), request.identifierType());
        }
        Family.Page<List<String>> page = family.addresses(target, request.filter(), request.identifierType());
        return Content.of(new Representation("m2m:uril", page.shown()), page.nextOffset());
    }

    /** What a RETRIEVE or DELETE shows of a resource. */
    Content content(ResultContent wanted, Target target, FilterCriteria filter, DesiredIdentifierResultType form) {
        return switch (wanted) {
            case ATTRIBUTES -> Content.of(target.type().root(), presentation.members(target.type(), target.resource()));
            case ATTRIBUTES_AND_CHILD_RESOURCES -> nested(
                    presentation.members(target.type(), target.resource()), target, filter);
            case CHILD_RESOURCES -> nested(Map.of(), target, filter);
            case ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES -> {
                Family.Page<List<Map<String, Object>>> page = family.references(target, filter, form);
                Map<String, Object> members =
                        new LinkedHashMap<>(presentation.members(target.type(), target.resource()));
                if (!page.shown().isEmpty()) {
                    members.put("ch", page.shown());
                }
                yield Content.of(new Representation(target.type().root(), members), page.nextOffset());
            }
            case CHILD_RESOURCE_REFERENCES -> references(target, filter, form);
            case NOTHING -> Content.NONE;
            case HIERARCHICAL_ADDRESS,
                    HIERARCHICAL_ADDRESS_AND_ATTRIBUTES,
                    ORIGINAL_RESOURCE,
                    MODIFIED_ATTRIBUTES -> throw new IllegalArgumentException("Not checked: " + wanted);
        };
    }

    private Content nested(Map<String, Object> own, Target target, FilterCriteria filter) {
        Family.Page<Map<String, Object>> page = family.nested(target, filter);
        Map<String, Object> members = new LinkedHashMap<>(own);
        members.putAll(page.shown());
        return Content.of(new Representation(target.type().root(), members), page.nextOffset());
    }

    private Content references(Target target, FilterCriteria filter, DesiredIdentifierResultType form) {
        Family.Page<List<Map<String, Object>>> page = family.references(target, filter, form);
        return Content.of(new Representation("m2m:rrl", Map.of("rrf", page.shown())), page.nextOffset());
    }

    /** Some attributes only: their short names are in the content of the request (TS-0004 7.3.3.6). */
    private Content partial(Representation names, ResultContent wanted, Target target) {
        if (!names.root().equals(ATTRIBUTE_LIST)
                || wanted != ResultContent.ATTRIBUTES
                || !(names.value() instanceof List<?> list)) {
            throw new OneM2mException(
                    ResponseStatusCode.BAD_REQUEST,
                    "A RETRIEVE has no content, or with rcn 1 a list of attributes by their short names (atrl).");
        }
        Map<String, Object> all = presentation.members(target.type(), target.resource());
        Map<String, Object> some = new LinkedHashMap<>();
        for (Object name : list) {
            if (!(name instanceof String text) || target.type().attribute(text).isEmpty()) {
                throw new OneM2mException(
                        ResponseStatusCode.BAD_REQUEST,
                        "The attribute list (atrl) names what <" + target.type().name()
                                + "> has not: its attributes are "
                                + target.type().attributes().stream()
                                        .map(Attribute::shortName)
                                        .collect(Collectors.joining(", "))
                                + ".");
            }
            if (all.containsKey(name)) {
                some.put(text, all.get(text));
            }
        }
        return Content.of(target.type().root(), some);
    }
}
