package org.viaduct.store.tree;

import org.h2.mvstore.MVMap;

/** The numbers of some resources in their order, as a map has them: each is found, and each stretch counted, at once. */
interface Numbers {

    long NONE = -1;

    /** The least that is greater; {@link #NONE} when there is none. */
    long after(long number);

    /** Two ranks differ by how many numbers are between them, the greater one included. */
    long rank(long number);

    /** How many are greater. */
    default long countAfter(long number) {
        return rank(Long.MAX_VALUE) - rank(number);
    }

    /** The resources of a type, or the children of a parent. */
    static Numbers of(MVMap<LongPair, Boolean> map, long first) {
        return new Numbers() {
            @Override
            public long after(long number) {
                LongPair next = map.higherKey(new LongPair(first, number));
                return next != null && next.first() == first ? next.second() : NONE;
            }

            @Override
            public long rank(long number) {
                return Numbers.rank(map, new LongPair(first, number));
            }
        };
    }

    /** The resources with a label. */
    static Numbers of(MVMap<TextKey, Boolean> map, String text) {
        return new Numbers() {
            @Override
            public long after(long number) {
                TextKey next = map.higherKey(new TextKey(text, number));
                return next != null && next.text().equals(text) ? next.number() : NONE;
            }

            @Override
            public long rank(long number) {
                return Numbers.rank(map, new TextKey(text, number));
            }
        };
    }

    /** All resources. */
    static Numbers of(MVMap<Long, byte[]> resources) {
        return new Numbers() {
            @Override
            public long after(long number) {
                Long next = resources.higherKey(number);
                return next == null ? NONE : next;
            }

            @Override
            public long rank(long number) {
                return Numbers.rank(resources, number);
            }
        };
    }

    /** How many keys of a map are not greater than one. */
    static <K> long rank(MVMap<K, ?> map, K key) {
        // A key that is not there has the index -position - 1.
        long index = map.getKeyIndex(key);
        return index < 0 ? -index - 1 : index + 1;
    }
}
