package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.type.ResourceType;

/** A resource's descendants as responses show them, bounded in number (TS-0001 8.1.2, Result Content). */
final class Family {

    /** Some descendants, and where to go on if there are more. */
    record Page<T>(T shown, OptionalInt nextOffset) {}

    private final Services services;
    private final Addressing addressing;
    private final Presentation presentation;
    private final Clock clock;
    private final int most;

    /** @param most how many resources one result has at most */
    Family(Services services, Addressing addressing, Presentation presentation, Clock clock, int most) {
        this.services = services;
        this.addressing = addressing;
        this.presentation = presentation;
        this.clock = clock;
        this.most = most;
    }

    /** The addresses of the descendants that satisfy the criteria. */
    Page<List<String>> addresses(Target target, FilterCriteria filter, DesiredIdentifierResultType form) {
        Page<List<Resource>> page = select(target.resource().id(), filter, limit(filter));
        Map<ResourceId, String> known = known(target);
        return new Page<>(
                page.shown().stream().map(each -> address(each, form, known)).toList(), page.nextOffset());
    }

    /** References to the descendants that satisfy the criteria (childResourceRef). */
    Page<List<Map<String, Object>>> references(Target target, FilterCriteria filter, DesiredIdentifierResultType form) {
        Page<List<Resource>> page = select(target.resource().id(), filter, limit(filter));
        Map<ResourceId, String> known = known(target);
        return new Page<>(
                page.shown().stream()
                        .map(each -> Presentation.reference(each, address(each, form, known)))
                        .toList(),
                page.nextOffset());
    }

    /**
     * The descendants as nested representations, in arrays by root name. A child that does not satisfy the criteria is left
     * out with all that is below it; {@code ofst} counts children, each of which comes with its descendants.
     */
    Page<Map<String, Object>> nested(Target target, FilterCriteria filter) {
        int limit = limit(filter);
        Page<List<Resource>> children = select(target.resource().id(), filter.withLevel(1), limit);
        Map<String, Object> shown = new LinkedHashMap<>();
        int room = limit;
        int offset = filter.offset();
        for (Resource child : children.shown()) {
            ResourceType type = services.typeOf(child);
            List<Resource> below = below(child, type, filter, room);
            boolean fits = 1 + below.size() <= room;
            if (!fits && !shown.isEmpty()) {
                return new Page<>(shown, OptionalInt.of(offset));
            }
            append(shown, type, child, byParent(fits ? below : below.subList(0, room - 1)));
            room = Math.max(0, room - 1 - below.size());
            offset++;
            if (room == 0) {
                boolean more = offset < filter.offset() + children.shown().size()
                        || children.nextOffset().isPresent();
                return new Page<>(shown, more ? OptionalInt.of(offset) : OptionalInt.empty());
            }
        }
        return new Page<>(shown, children.nextOffset());
    }

    private List<Resource> below(Resource child, ResourceType type, FilterCriteria filter, int room) {
        int levels = filter.level().orElse(Integer.MAX_VALUE) - 1;
        boolean childless = services.types().stream().noneMatch(other -> other.mayBeChildOf(type));
        if (levels == 0 || childless) {
            return List.of();
        }
        return present(services.store()
                .descendants(child.id(), from(filter, 1).withLevel(levels).withLimit(room)));
    }

    private static Map<ResourceId, List<Resource>> byParent(List<Resource> resources) {
        return resources.stream()
                .collect(Collectors.groupingBy(each -> each.parentId().orElseThrow()));
    }

    @SuppressWarnings("unchecked")
    private void append(
            Map<String, Object> members,
            ResourceType type,
            Resource resource,
            Map<ResourceId, List<Resource>> children) {
        Map<String, Object> shown = new LinkedHashMap<>(presentation.members(type, resource));
        for (Resource child : children.getOrDefault(resource.id(), List.of())) {
            append(shown, services.typeOf(child), child, children);
        }
        ((List<Object>) members.computeIfAbsent(type.root(), root -> new ArrayList<>())).add(shown);
    }

    private Page<List<Resource>> select(ResourceId ancestor, FilterCriteria filter, int limit) {
        List<Resource> found = services.store().descendants(ancestor, filter.withLimit(limit + 1));
        boolean partial = found.size() > limit;
        return new Page<>(
                present(partial ? found.subList(0, limit) : found),
                partial ? OptionalInt.of(filter.offset() + limit) : OptionalInt.empty());
    }

    private List<Resource> present(List<Resource> found) {
        return found.stream()
                .filter(each -> !Expiry.isOver(each, clock.instant()))
                .toList();
    }

    private int limit(FilterCriteria filter) {
        return Math.min(most, filter.limit().orElse(most));
    }

    private String address(Resource resource, DesiredIdentifierResultType form, Map<ResourceId, String> known) {
        return switch (form) {
            case STRUCTURED -> addressing.structured(resource, known);
            case UNSTRUCTURED -> resource.id().value();
        };
    }

    private static Map<ResourceId, String> known(Target target) {
        Map<ResourceId, String> known = new HashMap<>();
        known.put(target.resource().id(), target.address());
        return known;
    }

    private static FilterCriteria from(FilterCriteria filter, int offset) {
        return new FilterCriteria(
                filter.types(),
                filter.labels(),
                filter.createdBefore(),
                filter.createdAfter(),
                filter.modifiedSince(),
                filter.unmodifiedSince(),
                filter.expireBefore(),
                filter.expireAfter(),
                filter.level(),
                filter.limit(),
                offset);
    }
}
