package org.viaduct.onem2m;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The conditions of a request that select resources (TS-0004 7.3.3.17). Sets are "any of"; different conditions are "all
 * of". Absent conditions select everything. "After" and "since" include the moment itself, "before" and "unmodified since"
 * do not.
 *
 * @param types ty
 * @param labels lbl
 * @param createdBefore crb
 * @param createdAfter cra
 * @param modifiedSince ms
 * @param unmodifiedSince us
 * @param expireBefore exb
 * @param expireAfter exa
 * @param level lvl, how many generations below the target; 1 is its children
 * @param limit lim, at most so many results
 * @param offset ofst, the first result to return, counted from 1 as TS-0001 table 8.1.2-1 does; 1 when absent
 */
public record FilterCriteria(
        Set<Integer> types,
        Set<String> labels,
        Optional<Instant> createdBefore,
        Optional<Instant> createdAfter,
        Optional<Instant> modifiedSince,
        Optional<Instant> unmodifiedSince,
        Optional<Instant> expireBefore,
        Optional<Instant> expireAfter,
        OptionalInt level,
        OptionalInt limit,
        int offset) {

    public static final FilterCriteria ALL = new FilterCriteria(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            1);

    public FilterCriteria {
        types = Set.copyOf(types);
        labels = Set.copyOf(labels);
        if (offset < 1) {
            throw new IllegalArgumentException("ofst starts at 1");
        }
    }

    public FilterCriteria withTypes(Set<Integer> only) {
        return new FilterCriteria(
                only,
                labels,
                createdBefore,
                createdAfter,
                modifiedSince,
                unmodifiedSince,
                expireBefore,
                expireAfter,
                level,
                limit,
                offset);
    }

    public FilterCriteria withLevel(int generations) {
        return new FilterCriteria(
                types,
                labels,
                createdBefore,
                createdAfter,
                modifiedSince,
                unmodifiedSince,
                expireBefore,
                expireAfter,
                OptionalInt.of(generations),
                limit,
                offset);
    }

    public FilterCriteria withLimit(int most) {
        return new FilterCriteria(
                types,
                labels,
                createdBefore,
                createdAfter,
                modifiedSince,
                unmodifiedSince,
                expireBefore,
                expireAfter,
                level,
                OptionalInt.of(most),
                offset);
    }

    /** Whether a resource satisfies the conditions on itself; {@code level}, {@code limit} and {@code offset} are the query's. */
    public boolean selects(Resource resource) {
        return (types.isEmpty() || types.contains(resource.type()))
                && (labels.isEmpty() || resource.labels().stream().anyMatch(labels::contains))
                && createdBefore.map(resource.created()::isBefore).orElse(true)
                && createdAfter
                        .map(since -> !resource.created().isBefore(since))
                        .orElse(true)
                && modifiedSince
                        .map(since -> !resource.modified().isBefore(since))
                        .orElse(true)
                && unmodifiedSince.map(resource.modified()::isBefore).orElse(true)
                && expireBefore.map(resource.expires()::isBefore).orElse(true)
                && expireAfter.map(since -> !resource.expires().isBefore(since)).orElse(true);
    }
}
