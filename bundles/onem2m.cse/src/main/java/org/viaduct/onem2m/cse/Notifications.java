package org.viaduct.onem2m.cse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.viaduct.notification.PendingNotification;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.type.ResourceType;
import org.viaduct.store.Change;
import org.viaduct.store.Change.Step;
import org.viaduct.store.Store;

/** Composes notification data objects: {@code m2m:sgn} (TS-0004 6.3.5.13 and 7.5.1.2). */
final class Notifications {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ALL_ATTRIBUTES = 1;
    private static final long MODIFIED_ATTRIBUTES = 2;
    private static final long RESOURCE_ID = 3;

    private final String cseId;
    private final Services services;
    private final Addressing addressing;
    private final Presentation presentation;
    private final Clock clock;

    Notifications(String cseId, Services services, Addressing addressing, Presentation presentation, Clock clock) {
        this.cseId = cseId;
        this.services = services;
        this.addressing = addressing;
        this.presentation = presentation;
        this.clock = clock;
    }

    /** The originator of notifications. */
    String from() {
        return cseId;
    }

    /**
     * What a change leads to.
     *
     * @param pending one for each subscription and target
     * @param gone the subscriptions that it deletes
     */
    record Consequences(List<PendingNotification> pending, List<Resource> gone) {

        static final Consequences NONE = new Consequences(List.of(), List.of());
    }

    /**
     * What a change leads to if it is applied to the store as it is now.
     *
     * @throws AbsentException when a resource type that is needed is not there
     */
    Consequences of(Change change, Store store, Subscriptions.Index index) {
        Composition composition = new Composition(store, index);
        try {
            change.steps().forEach(composition::add);
        } catch (OneM2mException ancestorGone) {
            // The store will find the same conflict.
            return Consequences.NONE;
        }
        return new Consequences(composition.pending, composition.gone);
    }

    /** The subscription verification request (TS-0004 7.5.1.2.3). */
    static byte[] verification(String subscription, String creator) {
        Map<String, Object> sgn = new LinkedHashMap<>();
        sgn.put("vrq", true);
        sgn.put("sur", subscription);
        sgn.put("cr", creator);
        return content(sgn);
    }

    private static byte[] content(Map<String, Object> sgn) {
        return content("m2m:sgn", sgn);
    }

    /** The content of a Notify request primitive, in UTF-8. */
    static byte[] content(String root, Map<String, Object> members) {
        try {
            return JSON.writeValueAsBytes(Map.of(root, members));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The consequences of one change, collected step by step. */
    private final class Composition {

        private final Store store;
        private final Subscriptions.Index index;
        private final Map<ResourceId, Resource> changed = new HashMap<>();
        private final List<PendingNotification> pending = new ArrayList<>();
        private final List<Resource> gone = new ArrayList<>();

        Composition(Store store, Subscriptions.Index index) {
            this.store = store;
            this.index = index;
        }

        void add(Step step) {
            if (step instanceof Step.CreateResource create) {
                created(create.resource());
            } else if (step instanceof Step.UpdateResource update) {
                updated(update.resource());
            } else if (step instanceof Step.DeleteResource delete) {
                find(delete.id()).ifPresent(this::deleted);
            }
        }

        private void created(Resource resource) {
            changed.put(resource.id(), resource.stored());
            aboutChild(Criteria.Event.CREATE_OF_DIRECT_CHILD_RESOURCE, resource);
        }

        private void updated(Resource resource) {
            List<Resource> subscriptions = index.to(resource.id());
            Optional<Resource> before = subscriptions.isEmpty()
                    ? Optional.empty()
                    : find(resource.id()).filter(each -> each.revision() == resource.revision());
            if (before.isPresent()) {
                Map<String, Object> modified = modified(before.get(), resource);
                for (Resource subscription : subscriptions) {
                    if (Criteria.of(subscription).matchesUpdate(modified.keySet())) {
                        notify(subscription, Criteria.Event.UPDATE_OF_RESOURCE, resource, modified);
                    }
                }
            }
            changed.put(resource.id(), resource.stored());
        }

        /** With the resource go its descendants, and the subscriptions to all of them. */
        private void deleted(Resource resource) {
            aboutChild(Criteria.Event.DELETE_OF_DIRECT_CHILD_RESOURCE, resource);
            if (resource.type() == Subscriptions.TYPE) {
                vanishes(resource);
                return;
            }
            for (Resource subscription :
                    store.descendants(resource.id(), FilterCriteria.ALL.withTypes(Set.of(Subscriptions.TYPE)))) {
                Resource parent = find(subscription.parentId().orElseThrow()).orElse(resource);
                if (!Expiry.isOver(subscription, clock.instant())
                        && Criteria.of(subscription).events().contains(Criteria.Event.DELETE_OF_RESOURCE)) {
                    notify(subscription, Criteria.Event.DELETE_OF_RESOURCE, parent, Map.of());
                }
                vanishes(subscription);
            }
        }

        /** Notification of subscription deletion (TS-0004 7.5.1.2.4). */
        private void vanishes(Resource subscription) {
            gone.add(subscription);
            subscription.text("su").ifPresent(subscriber -> {
                Map<String, Object> sgn = new LinkedHashMap<>();
                sgn.put("sud", true);
                sgn.put("sur", addressing.structured(subscription));
                subscription.text("cr").ifPresent(creator -> sgn.put("cr", creator));
                put(subscription, subscriber, true, content(sgn));
            });
        }

        private void aboutChild(Criteria.Event event, Resource child) {
            Optional<ResourceId> parent = child.parentId();
            if (parent.isPresent()) {
                for (Resource subscription : index.to(parent.get())) {
                    if (!subscription.id().equals(child.id())
                            && Criteria.of(subscription).matchesChild(event, child)) {
                        notify(subscription, event, child, Map.of());
                    }
                }
            }
        }

        /** @param modified of the resource, by short name, when the event is its update */
        private void notify(
                Resource subscription, Criteria.Event event, Resource resource, Map<String, Object> modified) {
            long contentType = subscription.number("nct").orElse(ALL_ATTRIBUTES);
            ResourceType type = services.typeOf(resource);
            Representation shown;
            if (contentType == RESOURCE_ID) {
                shown = new Representation("m2m:uri", addressing.structured(resource));
            } else if (contentType == MODIFIED_ATTRIBUTES && event == Criteria.Event.UPDATE_OF_RESOURCE) {
                shown = new Representation(type.root(), modified);
            } else {
                shown = presentation.representation(type, resource);
            }
            Map<String, Object> sgn = new LinkedHashMap<>();
            Map<String, Object> nev = new LinkedHashMap<>();
            nev.put("rep", Map.of(shown.root(), shown.value()));
            nev.put("net", event.value());
            sgn.put("nev", nev);
            sgn.put("sur", addressing.structured(subscription));
            subscription.text("cr").ifPresent(creator -> sgn.put("cr", creator));
            byte[] content = content(sgn);
            boolean last = event == Criteria.Event.DELETE_OF_RESOURCE;
            Subscribing.targets(subscription.attributes()).forEach(target -> put(subscription, target, last, content));
        }

        private void put(Resource subscription, String target, boolean outlivesSource, byte[] content) {
            pending.add(new PendingNotification(
                    subscription.id(), target, index.nextNumber(), cseId, outlivesSource, clock.instant(), content));
        }

        /** What an update changes of what representations show; {@code null} for what it removes. */
        private Map<String, Object> modified(Resource before, Resource after) {
            ResourceType type = services.typeOf(after);
            Map<String, Object> shownBefore = presentation.members(type, before);
            Map<String, Object> shownAfter = presentation.members(type, after);
            Set<String> names = new LinkedHashSet<>(shownAfter.keySet());
            names.addAll(shownBefore.keySet());
            Map<String, Object> modified = new LinkedHashMap<>();
            for (String name : names) {
                if (!Objects.equals(shownBefore.get(name), shownAfter.get(name))) {
                    modified.put(name, shownAfter.get(name));
                }
            }
            return modified;
        }

        private Optional<Resource> find(ResourceId id) {
            return Optional.ofNullable(changed.get(id)).or(() -> store.find(id));
        }
    }
}
