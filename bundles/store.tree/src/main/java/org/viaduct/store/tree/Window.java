package org.viaduct.store.tree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Timestamp;

/**
 * A stretch of one of the maps of moments.
 *
 * @param from in microseconds since 1970
 * @param to likewise, itself included
 */
record Window(MVMap<LongPair, Boolean> map, long from, long to) {

    /** Those whose resources alone can satisfy the criteria. */
    static List<Window> of(Maps maps, FilterCriteria criteria) {
        List<Window> windows = new ArrayList<>();
        add(windows, maps.created(), criteria.createdAfter(), criteria.createdBefore());
        add(windows, maps.modified(), criteria.modifiedSince(), criteria.unmodifiedSince());
        add(windows, maps.expiry(), criteria.expireAfter(), criteria.expireBefore());
        return windows;
    }

    private static void add(
            List<Window> windows, MVMap<LongPair, Boolean> map, Optional<Instant> since, Optional<Instant> before) {
        if (since.isPresent() || before.isPresent()) {
            windows.add(new Window(
                    map,
                    since.map(Timestamp::micros).orElse(Long.MIN_VALUE),
                    before.map(Timestamp::micros).orElse(Long.MAX_VALUE)));
        }
    }

    long count() {
        return Math.max(
                0, Numbers.rank(map, new LongPair(to, Long.MAX_VALUE)) - Numbers.rank(map, new LongPair(from, 0)));
    }

    Cursor<LongPair, Boolean> cursor() {
        return map.cursor(new LongPair(from, 0));
    }

    boolean has(LongPair key) {
        return key.first() <= to;
    }
}
