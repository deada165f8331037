package org.viaduct.interworking;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;

/** A CSE's resources, as far as interworking asks for them. */
final class ResourceTree implements Resources {

    private static final Map<String, Integer> TYPES =
            Map.of("m2m:cb", 5, "m2m:exin", 8, "m2m:grp", 9, "m2m:mgc", 12, "m2m:dvi", 13, "m2m:nod", 14);
    private static final ResourceId BASE = new ResourceId("id-in");

    private final MemoryStore store;
    private final AtomicInteger count = new AtomicInteger();

    ResourceTree(MemoryStore store) {
        this.store = store;
        if (store.find(BASE).isEmpty()) {
            store.apply(Change.builder()
                    .create(new Resource(BASE, Optional.empty(), "cse-in", 5, Map.of(), 0))
                    .build());
        }
    }

    @Override
    public ResourceId cseBase() {
        return BASE;
    }

    @Override
    public Optional<Resource> resolve(String address) {
        String relative = address.replaceFirst("^/(/[^/]+/)?id-in/", "");
        return store.all().stream()
                .filter(each ->
                        each.id().value().equals(relative) || addressOf(each).equals(relative))
                .findFirst();
    }

    @Override
    public String addressOf(Resource resource) {
        return resource.parentId()
                .flatMap(store::find)
                .map(parent -> addressOf(parent) + "/" + resource.name())
                .orElse(resource.name());
    }

    @Override
    public Resource draft(Resource parent, Optional<String> name, String typeName, Map<String, ?> attributes) {
        String now = Timestamp.format(Instant.now());
        ResourceId id = new ResourceId(typeName.substring(4) + "-"
                + String.format("01j%023d", store.all().size() * 100 + count.incrementAndGet()));
        Map<String, Object> all = new LinkedHashMap<>(Map.of("ct", now, "lt", now, "et", now));
        all.putAll(attributes);
        return new Resource(id, Optional.of(parent.id()), name.orElse(id.value()), TYPES.get(typeName), all, 0);
    }
}
