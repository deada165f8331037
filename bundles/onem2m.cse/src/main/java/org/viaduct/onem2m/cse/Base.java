package org.viaduct.onem2m.cse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.viaduct.onem2m.ReleaseVersion;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.Timestamp;
import org.viaduct.store.Change;
import org.viaduct.store.ConflictException;
import org.viaduct.store.Store;

/** The CSEBase (TS-0004 7.4.3): kept in the store as the root of the tree, with attributes from the settings. */
final class Base {

    static final int TYPE = 5;

    private static final long IN_CSE = 1;

    private final Settings settings;
    private final Drafts drafts;
    private final ResourceId id;

    Base(Settings settings, Drafts drafts) {
        this.settings = settings;
        this.drafts = drafts;
        this.id = new ResourceId(settings.baseId());
    }

    ResourceId id() {
        return id;
    }

    String name() {
        return settings.name();
    }

    /** The CSEBase as stored, in agreement with the settings: created or updated first, if need be. */
    Resource in(Store store) {
        try {
            return store.find(id).map(stored -> agreed(store, stored)).orElseGet(() -> created(store));
        } catch (ConflictException anotherThreadDidIt) {
            return store.find(id).orElseThrow(() -> anotherThreadDidIt);
        }
    }

    /** The members that it shows, with what is known at present only. */
    Map<String, Object> members(Resource stored, List<Long> supportedTypes) {
        Map<String, Object> members = new LinkedHashMap<>(stored.members());
        members.put("rn", settings.name());
        members.put("srt", supportedTypes);
        return Representation.members(members);
    }

    private Resource created(Store store) {
        String now = Timestamp.format(drafts.now());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("ct", now);
        attributes.put("lt", now);
        attributes.putAll(configured());
        Resource resource = new Resource(id, Optional.empty(), settings.name(), TYPE, attributes, 0);
        store.apply(Change.builder().create(resource).build());
        return resource.stored();
    }

    private Resource agreed(Store store, Resource stored) {
        Map<String, Object> changes = new LinkedHashMap<>(configured());
        if (settings.pointOfAccess().isEmpty()) {
            changes.put("poa", null);
        }
        changes.entrySet()
                .removeIf(each ->
                        Objects.equals(each.getValue(), stored.attributes().get(each.getKey())));
        if (changes.isEmpty()) {
            return stored;
        }
        Resource changed = stored.with(changes, drafts.now());
        store.apply(Change.builder().update(changed).build());
        return changed.stored();
    }

    private Map<String, Object> configured() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("cst", IN_CSE);
        attributes.put("csi", settings.cseId());
        attributes.put("csz", List.of("application/json"));
        attributes.put("srv", ReleaseVersion.texts());
        if (!settings.pointOfAccess().isEmpty()) {
            attributes.put("poa", settings.pointOfAccess());
        }
        return attributes;
    }
}
