package org.viaduct.store.tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;

/**
 * Finds descendants in the order of their creation.
 *
 * <p>When one index has just what satisfies the criteria, it leads there without a detour, at whatever offset. Else two ways
 * may: down the tree, and along the index that selects least, keeping what has the ancestor above it. Which of the two is
 * shorter is not known before, so both are walked in turn, and the first that arrives wins: the cost is at most twice that
 * of the shorter way.
 */
final class Search {

    /** A way, and how many resources it meets at most. */
    private record Candidate(long length, Way way) {}

    private final Maps maps;
    private final long ancestor;
    private final FilterCriteria criteria;
    private final List<Numbers> types;
    private final List<Numbers> labels;
    private final List<Window> windows;

    private Search(Maps maps, long ancestor, FilterCriteria criteria) {
        this.maps = maps;
        this.ancestor = ancestor;
        this.criteria = criteria;
        types = criteria.types().stream()
                .map(type -> Numbers.of(maps.types(), type))
                .toList();
        labels = criteria.labels().stream()
                .map(label -> Numbers.of(maps.labels(), label))
                .toList();
        windows = Window.of(maps, criteria);
    }

    static List<Resource> descendants(Maps maps, long ancestor, FilterCriteria criteria) {
        Search search = new Search(maps, ancestor, criteria);
        Optional<List<Numbers>> exactly = search.exactly();
        if (exactly.isPresent()) {
            return AlongNumbers.atOffset(maps, ancestor, criteria, exactly.get())
                    .walked();
        }
        Way down = new DownTheTree(maps, ancestor, criteria);
        Way along = search.alongAnIndex().orElse(down);
        while (along.step()) {
            if (!down.step()) {
                return down.found();
            }
        }
        return along.found();
    }

    /** Sequences without a number in common that have what satisfies the criteria and, behind the ancestor, nothing else. */
    private Optional<List<Numbers>> exactly() {
        boolean unconditional = types.isEmpty() && labels.isEmpty() && windows.isEmpty();
        if (unconditional && criteria.level().orElse(0) == 1) {
            return Optional.of(List.of(Numbers.of(maps.children(), ancestor)));
        }
        if (criteria.level().isPresent() || !windows.isEmpty() || !isAboveAll()) {
            return Optional.empty();
        }
        if (unconditional) {
            return Optional.of(List.of(Numbers.of(maps.resources())));
        }
        if (labels.isEmpty()) {
            return Optional.of(types);
        }
        return types.isEmpty() && labels.size() == 1 ? Optional.of(labels) : Optional.empty();
    }

    private boolean isAboveAll() {
        Numbers roots = Numbers.of(maps.children(), Maps.NO_PARENT);
        return roots.after(0) == ancestor && roots.after(ancestor) == Numbers.NONE;
    }

    private Optional<Way> alongAnIndex() {
        Stream<Candidate> numbers = Stream.of(types, labels)
                .filter(sequences -> !sequences.isEmpty())
                .map(sequences -> new Candidate(
                        sequences.stream()
                                .mapToLong(sequence -> sequence.countAfter(ancestor))
                                .sum(),
                        new AlongNumbers(maps, ancestor, criteria, sequences)));
        Stream<Candidate> moments = windows.stream()
                .map(window -> new Candidate(window.count(), new AlongMoments(maps, ancestor, criteria, window)));
        return Stream.concat(numbers, moments)
                .min((one, two) -> Long.compare(one.length(), two.length()))
                .map(Candidate::way);
    }
}
