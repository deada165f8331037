package org.viaduct.onem2m.type;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An enumeration of TS-0004 6.3.4: numbers with names.
 *
 * @param name such as {@code m2m:cmdType}
 */
public record EnumerationType(String name, SortedMap<Long, String> values) implements DataType {

    public EnumerationType {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof Long number && values.containsKey(number)
                ? Optional.empty()
                : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return values.entrySet().stream()
                .map(EnumerationType::labelled)
                .collect(Collectors.joining(", ", "one of the numbers of " + name + " (", ")"));
    }

    private static String labelled(Map.Entry<Long, String> value) {
        return value.getKey() + " " + value.getValue();
    }
}
