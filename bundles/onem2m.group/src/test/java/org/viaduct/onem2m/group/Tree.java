package org.viaduct.onem2m.group;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Entry;
import org.viaduct.store.ResourceChanges;
import org.viaduct.store.Store;

/** Resources below a CSEBase, found by resourceID, and by {@code cse-in/} and their name. */
final class Tree implements Resources, ResourceChanges, Store {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final ResourceId BASE = new ResourceId("id-in");

    private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    private final Map<String, ResourceId> byName = new HashMap<>();
    private Runnable beforeApply = () -> {};
    int lookups;

    /** A resource that is stored already; its resourceID is its name with the type before it. */
    Resource plant(String name, int type, Map<String, ?> attributes) {
        Resource stored = candidate(name, type, attributes).stored();
        put(stored);
        return stored;
    }

    Resource node(String name) {
        return plant(name, 14, Map.of("ni", name));
    }

    /** As the CSE hands it to a handler: valid, with the defaults of the type. */
    Resource candidate(String name, int type, Map<String, ?> attributes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ct", Timestamp.format(NOW));
        all.put("lt", Timestamp.format(NOW));
        all.put("et", Timestamp.format(NOW.plusSeconds(3600)));
        all.putAll(attributes);
        return new Resource(new ResourceId(type + "-" + name), Optional.of(BASE), name, type, all, 0);
    }

    Resource group(String name, Map<String, ?> attributes) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("mt", 0L, "csy", 1L, "mnm", 100_000L));
        all.putAll(attributes);
        return candidate(name, 9, all);
    }

    /** Runs before the next change, once: another writer that is faster. */
    void beforeNextChange(Runnable action) {
        beforeApply = action;
    }

    @Override
    public ResourceId cseBase() {
        return BASE;
    }

    @Override
    public Optional<Resource> resolve(String address) {
        lookups++;
        return address.startsWith("cse-in/")
                ? Optional.ofNullable(byName.get(address.substring(7))).map(resources::get)
                : find(new ResourceId(address));
    }

    @Override
    public String addressOf(Resource resource) {
        return "cse-in/" + resource.name();
    }

    @Override
    public Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Resource> find(ResourceId id) {
        return Optional.ofNullable(resources.get(id));
    }

    @Override
    public Optional<Resource> child(ResourceId parent, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> expired(Instant now, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Entry> entry(String bucket, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> entries(String bucket, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void apply(Change change) {
        Runnable before = beforeApply;
        beforeApply = () -> {};
        before.run();
        for (Change.Step step : change.steps()) {
            if (step instanceof Change.Step.CreateResource create) {
                put(create.resource().stored());
            } else if (step instanceof Change.Step.UpdateResource update) {
                Resource present = find(update.resource().id()).orElseThrow();
                if (present.revision() != update.resource().revision()) {
                    throw new ConflictException(
                            ConflictException.Reason.STALE, present.id().value());
                }
                put(update.resource().stored());
            } else if (step instanceof Change.Step.DeleteResource delete) {
                resources.remove(delete.id());
            } else {
                throw new UnsupportedOperationException();
            }
        }
    }

    private void put(Resource resource) {
        resources.put(resource.id(), resource);
        byName.put(resource.name(), resource.id());
    }
}
