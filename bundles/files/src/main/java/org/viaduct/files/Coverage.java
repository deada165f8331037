package org.viaduct.files;

import java.util.ArrayList;
import java.util.List;

/** Which bytes of a content have been delivered: ranges in order, apart from each other. Immutable. */
record Coverage(List<Range> ranges) {

    static final Coverage NONE = new Coverage(List.of());

    /** A device that fetches a file in more pieces than these, without order, is not kept account of. */
    private static final int MOST_RANGES = 100;

    /**
     * Some bytes of a content.
     *
     * @param from the first
     * @param to behind the last
     */
    record Range(long from, long to) {

        Range {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("No range: " + from + " to " + to);
            }
        }

        long length() {
            return to - from;
        }
    }

    Coverage {
        ranges = List.copyOf(ranges);
    }

    Coverage with(Range added) {
        if (added.length() == 0) {
            return this;
        }
        List<Range> merged = new ArrayList<>();
        Range growing = added;
        for (Range each : ranges) {
            if (each.to() < growing.from()) {
                merged.add(each);
            } else if (each.from() <= growing.to()) {
                growing = new Range(Math.min(each.from(), growing.from()), Math.max(each.to(), growing.to()));
            }
        }
        merged.add(growing);
        for (Range each : ranges) {
            if (each.from() > growing.to()) {
                merged.add(each);
            }
        }
        return merged.size() > MOST_RANGES ? this : new Coverage(merged);
    }

    /** Whether these are all bytes of a content of that size. */
    boolean covers(long size) {
        return size == 0 || ranges.size() == 1 && ranges.get(0).equals(new Range(0, size));
    }

    long bytes() {
        return ranges.stream().mapToLong(Range::length).sum();
    }
}
