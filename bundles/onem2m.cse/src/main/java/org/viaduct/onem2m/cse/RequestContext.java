package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.ResourceType;

/**
 * The attributes that a {@code <request>} takes from the request it stands for (TS-0004 tables 7.3.2.2-1 and 7.3.2.2-2), and
 * the request that they stand for.
 */
final class RequestContext {

    private final Services services;
    private final Clock clock;
    private final Duration responseWait;
    private final Duration retention;

    /**
     * @param responseWait how long an operation may take that has no requestExpiration
     * @param retention how long a result is kept that has no resultExpiration
     */
    RequestContext(Services services, Clock clock, Duration responseWait, Duration retention) {
        this.services = services;
        this.clock = clock;
        this.responseWait = responseWait;
        this.retention = retention;
    }

    /** Without requestStatus and operationResult. */
    Map<String, Object> attributes(RequestPrimitive request) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("et", Timestamp.format(expiration(request)));
        attributes.put("lbl", List.of(request.from()));
        attributes.put("op", (long) request.operation().value());
        attributes.put("tg", request.to());
        attributes.put("org", request.from());
        attributes.put("rid", request.requestId());
        attributes.put("mi", MetaInformation.of(request).members());
        request.content().flatMap(this::content).ifPresent(content -> attributes.put("pc", content));
        return attributes;
    }

    /** The request with the time by which its operation has to have ended, also where its originator does not say one. */
    RequestPrimitive bounded(RequestPrimitive request) {
        return request.expiring(end(request));
    }

    /**
     * The request that a {@code <request>} stands for, of which nothing was left out, whose time was still to come.
     *
     * @throws IllegalArgumentException when the attributes are not those of a request
     */
    RequestPrimitive request(Resource resource) {
        Optional<Representation> content = resource.attributes().get("pc") instanceof Map<?, ?> given
                ? Optional.of(representation(given))
                : Optional.empty();
        RequestPrimitive request = MetaInformation.of(resource).request(resource, content);
        return request.expiring(request.requestExpiration()
                .orElseGet(() -> request.operationExecution().orElseThrow().plus(responseWait)));
    }

    /** Whether a {@code <request>} with these attributes says all of its request, with nothing left out of the content. */
    static boolean isComplete(RequestPrimitive request, Map<String, ?> attributes) {
        return request.content()
                .<Object>map(content -> Map.of(content.root(), content.value()))
                .equals(Optional.ofNullable(attributes.get("pc")));
    }

    private static Representation representation(Map<?, ?> content) {
        Map.Entry<?, ?> only = content.entrySet().iterator().next();
        return new Representation(String.valueOf(only.getKey()), only.getValue());
    }

    private Instant expiration(RequestPrimitive request) {
        return request.resultExpiration().orElseGet(() -> end(request).plus(retention));
    }

    private Instant end(RequestPrimitive request) {
        Instant now = clock.instant();
        Instant begin = request.operationExecution().filter(now::isBefore).orElse(now);
        return request.requestExpiration().orElseGet(() -> begin.plus(responseWait));
    }

    /** What may be shown of the content: nothing that is no valid value of an attribute, for secrets might be in it. */
    private Optional<Map<String, Object>> content(Representation given) {
        Optional<ResourceType> type = services.typeNamed(given.root());
        if (type.isEmpty() || !(given.value() instanceof Map<?, ?> members)) {
            return Optional.empty();
        }
        Map<String, Object> valid = new LinkedHashMap<>();
        for (Attribute attribute : type.get().attributes()) {
            Object value = members.get(attribute.shortName());
            if (value != null
                    && attribute.type().check(value, attribute.shortName()).isEmpty()) {
                valid.put(attribute.shortName(), value);
            }
        }
        return Optional.of(Map.of(given.root(), type.get().shown(valid)));
    }
}
