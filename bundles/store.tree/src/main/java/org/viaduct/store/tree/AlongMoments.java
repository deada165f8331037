package org.viaduct.store.tree;

import java.util.Arrays;
import org.h2.mvstore.Cursor;
import org.viaduct.onem2m.FilterCriteria;

/** Gathers the numbers of a window, which has them in another order, and sorts them before the first is met. */
final class AlongMoments extends Way {

    /** As cheap as one step down the tree. */
    private static final int AT_ONCE = 32;

    private final long ancestor;
    private final Window window;
    private final Cursor<LongPair, Boolean> cursor;
    private long[] numbers = new long[16];
    private int gathered;
    private boolean sorted;
    private int met;

    AlongMoments(Maps maps, long ancestor, FilterCriteria criteria, Window window) {
        super(maps, ancestor, criteria, criteria.offset() - 1);
        this.ancestor = ancestor;
        this.window = window;
        cursor = window.cursor();
    }

    @Override
    boolean step() {
        if (!sorted) {
            for (int i = 0; i < AT_ONCE && !sorted; i++) {
                gather();
            }
            return true;
        }
        if (met == gathered || isComplete()) {
            return false;
        }
        keepBelow(numbers[met++]);
        return true;
    }

    private void gather() {
        LongPair key = cursor.hasNext() ? cursor.next() : null;
        if (key == null || !window.has(key)) {
            Arrays.sort(numbers, 0, gathered);
            sorted = true;
        } else if (key.second() > ancestor) {
            if (gathered == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * gathered);
            }
            numbers[gathered++] = key.second();
        }
    }
}
