package org.viaduct.onem2m.cse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.type.ResourceType;

/** Resources as representations show them: what the type declares, without secrets. */
final class Presentation {

    private final Services services;
    private final Base base;

    Presentation(Services services, Base base) {
        this.services = services;
        this.base = base;
    }

    Map<String, Object> members(ResourceType type, Resource resource) {
        return type.shown(resource.type() == Base.TYPE ? base.members(resource, supportedTypes()) : resource.members());
    }

    Representation representation(ResourceType type, Resource resource) {
        return new Representation(type.root(), members(type, resource));
    }

    /** m2m:childResourceRef (TS-0004 6.3.5.29). */
    static Map<String, Object> reference(Resource resource, String address) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("nm", resource.name());
        reference.put("typ", (long) resource.type());
        reference.put("val", address);
        return Representation.members(reference);
    }

    private List<Long> supportedTypes() {
        return services.types().stream()
                .map(type -> (long) type.type())
                .distinct()
                .sorted()
                .toList();
    }
}
