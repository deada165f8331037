package org.viaduct.store.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Entry;

/** Resources, entries and criteria to test a store with. */
public final class Samples {

    public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    public static final ResourceId ROOT = new ResourceId("id-in");

    private Samples() {}

    /** The CSEBase, that all others are below. */
    public static Resource root() {
        return new Resource(ROOT, Optional.empty(), "cse-in", 5, Map.of("ct", Timestamp.format(START)), 0);
    }

    public static Resource resource(
            String id, ResourceId parent, String name, int type, Map<String, Object> attributes) {
        return new Resource(new ResourceId(id), Optional.of(parent), name, type, attributes, 0);
    }

    public static Resource node(String id) {
        return resource(id, ROOT, "name-" + id, 14, Map.of("ct", Timestamp.format(START)));
    }

    public static Entry entry(String bucket, String key, String value) {
        return new Entry(bucket, key, value.getBytes(StandardCharsets.UTF_8), 0);
    }

    public static String text(Entry entry) {
        return new String(entry.value(), StandardCharsets.UTF_8);
    }

    public static FilterCriteria labelled(String... labels) {
        FilterCriteria all = FilterCriteria.ALL;
        return new FilterCriteria(
                all.types(),
                Set.of(labels),
                all.createdBefore(),
                all.createdAfter(),
                all.modifiedSince(),
                all.unmodifiedSince(),
                all.expireBefore(),
                all.expireAfter(),
                all.level(),
                all.limit(),
                all.offset());
    }

    /** cra and crb. */
    public static FilterCriteria created(Instant since, Instant before) {
        return moments(Map.of("cra", since, "crb", before));
    }

    /** @param moments by the short names of their criteria */
    public static FilterCriteria moments(Map<String, Instant> moments) {
        FilterCriteria all = FilterCriteria.ALL;
        return new FilterCriteria(
                all.types(),
                all.labels(),
                Optional.ofNullable(moments.get("crb")),
                Optional.ofNullable(moments.get("cra")),
                Optional.ofNullable(moments.get("ms")),
                Optional.ofNullable(moments.get("us")),
                Optional.ofNullable(moments.get("exb")),
                Optional.ofNullable(moments.get("exa")),
                all.level(),
                all.limit(),
                all.offset());
    }

    public static FilterCriteria page(FilterCriteria of, int offset, int limit) {
        return new FilterCriteria(
                of.types(),
                of.labels(),
                of.createdBefore(),
                of.createdAfter(),
                of.modifiedSince(),
                of.unmodifiedSince(),
                of.expireBefore(),
                of.expireAfter(),
                of.level(),
                OptionalInt.of(limit),
                offset);
    }
}
