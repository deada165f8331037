package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.type.Attribute;
import org.viaduct.onem2m.type.ResourceType;

/** The attributes that a {@code <request>} takes from the request it stands for (TS-0004 tables 7.3.2.2-1 and 7.3.2.2-2). */
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
        attributes.put("mi", metaInformation(request));
        request.content().flatMap(this::content).ifPresent(content -> attributes.put("pc", content));
        return attributes;
    }

    private Instant expiration(RequestPrimitive request) {
        Instant now = clock.instant();
        Instant begin = request.operationExecution().filter(now::isBefore).orElse(now);
        return request.resultExpiration().orElseGet(() -> request.requestExpiration()
                .orElseGet(() -> begin.plus(responseWait))
                .plus(retention));
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

    /** m2m:metaInformation (TS-0004 6.3.5.4). */
    private static Map<String, Object> metaInformation(RequestPrimitive request) {
        Map<String, Object> information = new LinkedHashMap<>();
        request.resourceType().ifPresent(type -> information.put("ty", (long) type));
        putTime(information, "rqet", request.requestExpiration());
        putTime(information, "rset", request.resultExpiration());
        putTime(information, "oet", request.operationExecution());
        Map<String, Object> responseType = new LinkedHashMap<>();
        responseType.put("rtv", (long) request.responseType().value());
        request.notificationTargets().ifPresent(targets -> responseType.put("nu", targets));
        information.put("rt", responseType);
        request.resultContent().ifPresent(wanted -> information.put("rcn", (long) wanted.value()));
        Map<String, Object> filter = filter(request);
        if (!filter.isEmpty()) {
            information.put("fc", filter);
        }
        information.put("drt", (long) request.identifierType().value());
        information.put("rvi", request.releaseVersion());
        return information;
    }

    /** m2m:filterCriteria (TS-0004 6.3.5.8). */
    private static Map<String, Object> filter(RequestPrimitive request) {
        FilterCriteria criteria = request.filter();
        Map<String, Object> filter = new LinkedHashMap<>();
        if (request.discovery()) {
            filter.put("fu", 1L);
        }
        if (!criteria.types().isEmpty()) {
            filter.put(
                    "ty",
                    criteria.types().stream().sorted().map(Integer::longValue).toList());
        }
        if (!criteria.labels().isEmpty()) {
            filter.put("lbl", criteria.labels().stream().sorted().toList());
        }
        putTime(filter, "crb", criteria.createdBefore());
        putTime(filter, "cra", criteria.createdAfter());
        putTime(filter, "ms", criteria.modifiedSince());
        putTime(filter, "us", criteria.unmodifiedSince());
        putTime(filter, "exb", criteria.expireBefore());
        putTime(filter, "exa", criteria.expireAfter());
        criteria.level().ifPresent(level -> filter.put("lvl", (long) level));
        criteria.limit().ifPresent(limit -> filter.put("lim", (long) limit));
        if (criteria.offset() > 1) {
            filter.put("ofst", (long) criteria.offset());
        }
        return filter;
    }

    private static void putTime(Map<String, Object> members, String shortName, Optional<Instant> time) {
        time.ifPresent(instant -> members.put(shortName, Timestamp.format(instant)));
    }
}
