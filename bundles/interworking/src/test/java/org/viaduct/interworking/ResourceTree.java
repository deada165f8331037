package org.viaduct.interworking;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.onem2m.api.Groups;
import org.viaduct.onem2m.api.Resources;
import org.viaduct.store.Change;
import org.viaduct.store.Store;

/** A CSE's resources, as far as interworking asks for them. */
final class ResourceTree implements Resources, Groups {

    private static final Map<String, Integer> TYPES =
            Map.of("m2m:cb", 5, "m2m:exin", 8, "m2m:grp", 9, "m2m:mgc", 12, "m2m:dvi", 13, "m2m:nod", 14);
    private static final int GROUP = 9;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ResourceId BASE = new ResourceId("id-in");

    private final Store store;

    ResourceTree(Store store) {
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
        return relative.contains("/") || relative.equals("cse-in")
                ? descend(relative.split("/"))
                : store.find(new ResourceId(relative));
    }

    private Optional<Resource> descend(String... names) {
        Optional<Resource> found = store.find(BASE).filter(base -> base.name().equals(names[0]));
        for (String name : List.of(names).subList(1, names.length)) {
            found = found.flatMap(parent -> store.child(parent.id(), name));
        }
        return found;
    }

    @Override
    public Stream<Resource> members(Resource group) {
        return members(group, new HashSet<>()).distinct();
    }

    private Stream<Resource> members(Resource group, Set<ResourceId> seen) {
        List<?> members = (List<?>) group.attributes().getOrDefault("mid", List.of());
        return members.stream()
                .flatMap(address -> resolve(String.valueOf(address)).stream())
                .filter(member -> seen.add(member.id()))
                .flatMap(member -> member.type() == GROUP ? members(member, seen) : Stream.of(member));
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
        String later = Timestamp.format(Instant.now().plus(Duration.ofDays(365)));
        ResourceId id = new ResourceId(typeName.substring(4) + "-"
                + "%013d%013d".formatted(System.currentTimeMillis(), COUNT.incrementAndGet()));
        Map<String, Object> all = new LinkedHashMap<>(Map.of("ct", now, "lt", now, "et", later));
        all.putAll(attributes);
        return new Resource(id, Optional.of(parent.id()), name.orElse(id.value()), TYPES.get(typeName), all, 0);
    }
}
