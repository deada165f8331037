package org.viaduct.store.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.FilterCriteria;

/** Merges the numbers of some types, of some labels, of the children of one parent, or all. */
final class AlongNumbers extends Way {

    private AlongNumbers(
            Maps maps, long ancestor, FilterCriteria criteria, List<Numbers> sequences, long after, int skip) {
        super(maps, ancestor, criteria, skip);
        sequences.forEach(sequence -> add(sequence, after, 0));
    }

    AlongNumbers(Maps maps, long ancestor, FilterCriteria criteria, List<Numbers> sequences) {
        this(maps, ancestor, criteria, sequences, ancestor, criteria.offset() - 1);
    }

    /**
     * Begins at the offset, without a step over what is before it.
     *
     * @param sequences have no number in common, and behind the ancestor's none that does not satisfy the criteria
     */
    static AlongNumbers atOffset(Maps maps, long ancestor, FilterCriteria criteria, List<Numbers> sequences) {
        long before = before(sequences, ancestor, criteria.offset() - 1, maps.lastNumber());
        return new AlongNumbers(maps, ancestor, criteria, sequences, before, 0);
    }

    /** The least number up to which so many are to be skipped; the last when there are not so many. */
    private static long before(List<Numbers> sequences, long start, int skip, long last) {
        long low = start;
        long high = Math.max(start, last);
        while (low < high) {
            long middle = low + (high - low) / 2;
            long count = sequences.stream()
                    .mapToLong(sequence -> sequence.rank(middle) - sequence.rank(start))
                    .sum();
            if (count < skip) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    boolean step() {
        @Nullable Frame frame = next();
        if (frame == null) {
            return false;
        }
        keepBelow(frame.number());
        return true;
    }
}
