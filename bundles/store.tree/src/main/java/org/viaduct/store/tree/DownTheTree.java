package org.viaduct.store.tree;

import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.FilterCriteria;

/**
 * Merges the children of every resource met, whose numbers are greater than their parents'. It holds one frame for each
 * parent whose children are not all seen.
 */
final class DownTheTree extends Way {

    DownTheTree(Maps maps, long ancestor, FilterCriteria criteria) {
        super(maps, ancestor, criteria, criteria.offset() - 1);
        addChildren(ancestor, 1);
    }

    private void addChildren(long parent, int depth) {
        add(Numbers.of(maps.children(), parent), 0, depth);
    }

    @Override
    boolean step() {
        @Nullable Frame frame = next();
        if (frame == null) {
            return false;
        }
        if (frame.depth() < level) {
            addChildren(frame.number(), frame.depth() + 1);
        }
        keep(maps.resources().get(frame.number()));
        return true;
    }
}
