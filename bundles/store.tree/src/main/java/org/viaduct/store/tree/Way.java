package org.viaduct.store.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;

/**
 * A way to the descendants of a resource that satisfy criteria. It meets resources in the order of their numbers, merging
 * the sequences it walks along, and keeps those that are wanted.
 */
abstract class Way {

    /** The next resource of one of the merged sequences. */
    record Frame(long number, int depth, Numbers sequence) {}

    final Maps maps;
    final int level;

    private final long ancestor;
    private final FilterCriteria criteria;
    private final PriorityQueue<Frame> frames = new PriorityQueue<>(Comparator.comparingLong(Frame::number));
    private final List<Resource> found = new ArrayList<>();
    private final int limit;
    private int skip;

    /** @param skip how many of those that satisfy the criteria are not wanted */
    Way(Maps maps, long ancestor, FilterCriteria criteria, int skip) {
        this.maps = maps;
        this.ancestor = ancestor;
        this.criteria = criteria;
        this.skip = skip;
        level = criteria.level().orElse(Integer.MAX_VALUE);
        limit = criteria.limit().orElse(Integer.MAX_VALUE);
    }

    /** @return false when it has arrived */
    abstract boolean step();

    /** What was wanted, after all steps. */
    List<Resource> walked() {
        boolean walking = true;
        while (walking) {
            walking = step();
        }
        return found();
    }

    /** What was wanted, when it has arrived. */
    List<Resource> found() {
        return List.copyOf(found);
    }

    boolean isComplete() {
        return found.size() >= limit;
    }

    void add(Numbers sequence, long after, int depth) {
        long number = sequence.after(after);
        if (number != Numbers.NONE) {
            frames.add(new Frame(number, depth, sequence));
        }
    }

    /** The next resource, once also when several sequences have it; none when it has arrived. */
    @Nullable
    Frame next() {
        Frame frame = isComplete() ? null : frames.poll();
        if (frame == null) {
            return null;
        }
        add(frame.sequence(), frame.number(), frame.depth());
        Frame same = frames.peek();
        return same != null && same.number() == frame.number() ? next() : frame;
    }

    /** Keeps it if it satisfies the criteria. */
    void keep(byte[] encoded) {
        if (!criteria.types().isEmpty() && !criteria.types().contains(ResourceRecord.type(encoded))) {
            return;
        }
        Resource resource = ResourceRecord.resource(encoded);
        if (!criteria.selects(resource)) {
            return;
        }
        if (skip > 0) {
            skip--;
        } else {
            found.add(resource);
        }
    }

    /** Likewise if it is below the ancestor, too. */
    void keepBelow(long number) {
        byte[] encoded = maps.resources().get(number);
        if (isBelow(ResourceRecord.parent(encoded))) {
            keep(encoded);
        }
    }

    private boolean isBelow(long first) {
        long parent = first;
        for (int depth = 1; depth < level && parent > ancestor; depth++) {
            parent = ResourceRecord.parent(maps.resources().get(parent));
        }
        return parent == ancestor;
    }
}
