package org.viaduct.onem2m.group;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;
import org.viaduct.onem2m.api.Resources;

/**
 * Walks from a group to the groups nested in it. What it remembers of them are resourceIDs, and the memberIDs of the one
 * group that it is at.
 */
final class Expansion extends AbstractSpliterator<Resource> {

    private final Resources resources;
    private final Set<ResourceId> met = new HashSet<>();
    private final Deque<ResourceId> nested = new ArrayDeque<>();
    private Iterator<?> memberIds;

    Expansion(Resource group, Resources resources) {
        super(Long.MAX_VALUE, DISTINCT | NONNULL | ORDERED);
        this.resources = resources;
        met.add(group.id());
        memberIds = memberIds(group);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Resource> action) {
        while (memberIds.hasNext() || !nested.isEmpty()) {
            if (memberIds.hasNext()) {
                Optional<Resource> member = Member.find(resources, String.valueOf(memberIds.next()))
                        .map(Member::resource)
                        .filter(found -> met.add(found.id()));
                if (member.filter(Member::isGroup).isPresent()) {
                    nested.add(member.get().id());
                } else if (member.isPresent()) {
                    action.accept(member.get());
                    return true;
                }
            } else {
                memberIds = resources
                        .resolve(nested.remove().value())
                        .<Iterator<?>>map(Expansion::memberIds)
                        .orElseGet(() -> List.of().iterator());
            }
        }
        return false;
    }

    private static Iterator<?> memberIds(Resource group) {
        return group.attributes().get("mid") instanceof List<?> ids
                ? ids.iterator()
                : List.of().iterator();
    }
}
