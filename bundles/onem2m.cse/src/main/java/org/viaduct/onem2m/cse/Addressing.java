package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.store.Store;

/** Resource identifiers in all their forms (TS-0001 7.2, TS-0004 6.2.3 and 7.3.2.8). */
final class Addressing {

    private static final int LONGEST_ADDRESS = 2048;
    private static final int DEEPEST = 32;
    private static final String BASE_SHORTCUT = "-";

    private final Settings settings;
    private final Base base;
    private final Services services;
    private final Clock clock;

    Addressing(Settings settings, Base base, Services services, Clock clock) {
        this.settings = settings;
        this.base = base;
        this.services = services;
        this.clock = clock;
    }

    /**
     * The resource with an address; one whose expirationTime has passed is not there any more.
     *
     * @throws OneM2mException 4004 when the address is that of another CSE, which an IN-CSE without registered CSEs answers
     *     so (TS-0004 7.3.2.6)
     */
    Optional<Resource> find(String address) {
        String[] segments = relative(address).split("/", -1);
        if (address.length() > LONGEST_ADDRESS || segments.length > DEEPEST) {
            return Optional.empty();
        }
        Store store = services.store();
        Optional<Resource> found = first(store, segments[0]);
        for (int index = 1; index < segments.length && found.isPresent(); index++) {
            String name = segments[index];
            found = name.isEmpty() ? Optional.empty() : store.child(found.get().id(), name);
        }
        return found.filter(resource -> !Expiry.isOver(resource, clock.instant()));
    }

    /** The structured, CSE-relative address of a resource. */
    String structured(Resource resource) {
        return structured(resource, new HashMap<>());
    }

    /** The same, for many resources: each parent is looked up once. */
    String structured(Resource resource, Map<ResourceId, String> known) {
        Optional<ResourceId> parent = resource.parentId();
        if (parent.isEmpty()) {
            return base.name();
        }
        String address = addressOf(parent.get(), known) + "/" + resource.name();
        known.put(resource.id(), address);
        return address;
    }

    private String addressOf(ResourceId id, Map<ResourceId, String> known) {
        String address = id.equals(base.id()) ? base.name() : known.get(id);
        return address != null
                ? address
                : structured(
                        services.store()
                                .find(id)
                                .orElseThrow(() -> new OneM2mException(
                                        ResponseStatusCode.NOT_FOUND, "The resource has been deleted meanwhile.")),
                        known);
    }

    private Optional<Resource> first(Store store, String segment) {
        if (segment.equals(base.name())
                || segment.equals(BASE_SHORTCUT)
                || segment.equals(base.id().value())) {
            return Optional.of(base.in(store));
        }
        return segment.isEmpty() ? Optional.empty() : store.find(new ResourceId(segment));
    }

    private String relative(String address) {
        String own = address;
        if (own.startsWith("//")) {
            if (!own.startsWith(settings.spId() + "/")) {
                throw elsewhere();
            }
            own = own.substring(settings.spId().length());
        }
        if (own.startsWith("/")) {
            if (own.equals(settings.cseId())) {
                return BASE_SHORTCUT;
            }
            if (!own.startsWith(settings.cseId() + "/")) {
                throw elsewhere();
            }
            own = own.substring(settings.cseId().length() + 1);
        }
        return own;
    }

    private OneM2mException elsewhere() {
        return new OneM2mException(
                ResponseStatusCode.NOT_FOUND,
                "The address is not on this CSE, and no other CSE is registered here: addresses on this CSE start with "
                        + settings.spId() + settings.cseId() + "/, " + settings.cseId() + "/, " + settings.name()
                        + "/ or a resourceID.");
    }
}
