package org.viaduct.onem2m.cse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.ResultContent;
import org.viaduct.onem2m.Timestamp;

/** m2m:metaInformation (TS-0004 6.3.5.4): the parameters of a request, as its {@code <request>} shows them. */
record MetaInformation(Map<String, Object> members) {

    static MetaInformation of(RequestPrimitive request) {
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
        return new MetaInformation(information);
    }

    static MetaInformation of(Resource request) {
        return new MetaInformation(map(request.attributes(), "mi"));
    }

    /**
     * The request that these are of.
     *
     * @throws IllegalArgumentException when they are not those of a request
     */
    RequestPrimitive request(Resource resource, Optional<Representation> content) {
        Map<String, Object> responseType = map(members, "rt");
        Map<String, Object> filter = map(members, "fc");
        return new RequestPrimitive(
                known(resource.attributes(), "op", Operation::of),
                text(resource.attributes(), "tg"),
                text(resource.attributes(), "org"),
                text(resource.attributes(), "rid"),
                text(members, "rvi"),
                number(members, "ty"),
                content,
                members.containsKey("rcn") ? Optional.of(known(members, "rcn", ResultContent::of)) : Optional.empty(),
                known(responseType, "rtv", ResponseType::of),
                filter.containsKey("fu"),
                criteria(filter),
                known(members, "drt", DesiredIdentifierResultType::of),
                time(members, "rqet"),
                time(members, "rset"),
                time(members, "oet"),
                Optional.ofNullable(responseType.get("nu")).map(MetaInformation::texts));
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

    private static FilterCriteria criteria(Map<String, Object> filter) {
        Set<Integer> types = new LinkedHashSet<>();
        if (filter.get("ty") instanceof List<?> listed) {
            listed.forEach(type -> types.add(((Number) type).intValue()));
        }
        return new FilterCriteria(
                types,
                Set.copyOf(texts(filter.getOrDefault("lbl", List.of()))),
                time(filter, "crb"),
                time(filter, "cra"),
                time(filter, "ms"),
                time(filter, "us"),
                time(filter, "exb"),
                time(filter, "exa"),
                number(filter, "lvl"),
                number(filter, "lim"),
                number(filter, "ofst").orElse(1));
    }

    private static void putTime(Map<String, Object> members, String shortName, Optional<Instant> time) {
        time.ifPresent(instant -> members.put(shortName, Timestamp.format(instant)));
    }

    private static Optional<Instant> time(Map<String, Object> members, String shortName) {
        return Optional.ofNullable(members.get(shortName)).map(String::valueOf).map(Timestamp::parse);
    }

    private static OptionalInt number(Map<String, Object> members, String shortName) {
        return members.get(shortName) instanceof Number number
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }

    private static String text(Map<String, Object> members, String shortName) {
        return String.valueOf(members.get(shortName));
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> members, String shortName) {
        return members.get(shortName) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static <T> T known(Map<String, Object> members, String shortName, LongFunction<Optional<T>> values) {
        return Optional.ofNullable(members.get(shortName))
                .filter(Number.class::isInstance)
                .flatMap(number -> values.apply(((Number) number).longValue()))
                .orElseThrow(() -> new IllegalArgumentException("no " + shortName + " in " + members.keySet()));
    }
}
