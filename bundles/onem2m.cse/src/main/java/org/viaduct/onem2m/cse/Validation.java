package org.viaduct.onem2m.cse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.Presence;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.onem2m.type.Violation;

/**
 * Whether a resource representation is valid (TS-0004 7.3.3.3, 7.3.3.4). The generic checks come first; the attributes
 * whose violations have status codes of their own follow, in the order in which the type declares them.
 */
final class Validation {

    private static final int LONGEST_NAME = 32;

    private Validation() {}

    /**
     * Checks the content of a CREATE.
     *
     * @throws OneM2mException when it is not valid
     */
    static void checkCreate(ResourceType type, Map<String, Object> content, Instant now) {
        checkPresence(type, content, Operation.CREATE, Attribute::create);
        for (Attribute attribute : type.attributes()) {
            if (attribute.create() == Presence.MANDATORY && !content.containsKey(attribute.shortName())) {
                throw invalid(label(attribute) + " is missing: it must be "
                        + attribute.type().description() + ".");
            }
        }
        checkValues(type, content, content, now);
        for (Attribute attribute : type.attributes()) {
            if (attribute.hasOwnStatus()) {
                check(attribute, content.get(attribute.shortName()), content);
            }
        }
    }

    /**
     * Checks the content of an UPDATE.
     *
     * @throws OneM2mException when it is not valid
     */
    static void checkUpdate(ResourceType type, Resource current, Map<String, Object> changes, Instant now) {
        checkPresence(type, changes, Operation.UPDATE, Attribute::update);
        Map<String, Object> result = new LinkedHashMap<>(current.attributes());
        result.putAll(changes);
        for (Attribute attribute : type.attributes()) {
            if (changes.containsKey(attribute.shortName())
                    && changes.get(attribute.shortName()) == null
                    && attribute.always()) {
                throw invalid(label(attribute) + " cannot be removed: leave it out, or write another value.");
            }
        }
        checkValues(type, changes, result, now);
        for (Attribute attribute : type.attributes()) {
            if (attribute.hasOwnStatus() && changes.containsKey(attribute.shortName())) {
                check(attribute, changes.get(attribute.shortName()), result);
            }
        }
    }

    /** @throws OneM2mException 4000 when the content is not a representation of the type */
    static Map<String, Object> content(ResourceType type, Optional<Representation> content) {
        return content.filter(given -> given.root().equals(type.root()))
                .map(Representation::members)
                .orElseThrow(() -> invalid("The content must be a representation of <" + type.name() + ">: write {\""
                        + type.root() + "\": {...}}."));
    }

    private static void checkPresence(
            ResourceType type,
            Map<String, Object> content,
            Operation operation,
            Function<Attribute, Presence> presenceOf) {
        content.forEach((shortName, value) -> {
            Attribute attribute = type.attribute(shortName)
                    .orElseThrow(() -> invalid("<" + type.name() + "> has no attribute '" + cut(shortName)
                            + "': its attributes are "
                            + type.attributes().stream()
                                    .map(Attribute::shortName)
                                    .collect(Collectors.joining(", "))
                            + "."));
            switch (presenceOf.apply(attribute)) {
                case MANDATORY, OPTIONAL -> {
                    if (value == null && operation == Operation.CREATE) {
                        throw invalid(label(attribute) + " is null: leave it out, or write a value.");
                    }
                }
                case NOT_PERMITTED -> throw invalid(
                        label(attribute) + " is not permitted in the content of " + operation + ": leave it out.");
                case NOT_IMPLEMENTED -> throw new OneM2mException(
                        ResponseStatusCode.NOT_IMPLEMENTED,
                        label(attribute) + " is not supported in the content of " + operation + ": leave it out.");
            }
        });
    }

    private static void checkValues(
            ResourceType type, Map<String, Object> content, Map<String, Object> resource, Instant now) {
        for (Attribute attribute : type.attributes()) {
            Object value = content.get(attribute.shortName());
            if (value != null && !attribute.hasOwnStatus()) {
                check(attribute, value, resource);
            }
        }
        if (content.get("et") instanceof String et && !Timestamp.parse(et).isAfter(now)) {
            throw invalid("et (expirationTime) has passed already: write a time in the future, in UTC, such as \""
                    + Timestamp.format(now.plusSeconds(3600)) + "\".");
        }
    }

    private static void check(Attribute attribute, @Nullable Object value, Map<String, ?> resource) {
        Optional<Violation> violation = attribute.check(value, resource);
        if (violation.isPresent()) {
            throw new OneM2mException(
                    attribute.statusOf(violation.get()), violation.get().sentence());
        }
    }

    private static String label(Attribute attribute) {
        return attribute.shortName() + " (" + attribute.name() + ")";
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static OneM2mException invalid(String sentence) {
        return new OneM2mException(ResponseStatusCode.BAD_REQUEST, sentence);
    }
}
