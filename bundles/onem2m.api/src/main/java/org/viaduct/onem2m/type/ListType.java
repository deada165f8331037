package org.viaduct.onem2m.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list; in JSON always an array (TS-0004 8.4.2). */
public record ListType(DataType element, int min, int max) implements DataType {

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        if (!(value instanceof List<?> list) || list.size() < min || list.size() > max) {
            return Optional.of(Violation.invalid(path, this, value));
        }
        Optional<Violation> missing = Optional.empty();
        for (int index = 0; index < list.size(); index++) {
            Optional<Violation> found = element.check(list.get(index), path + "[" + index + "]");
            if (found.isPresent() && found.get().kind() == Violation.Kind.INVALID) {
                return found;
            }
            missing = missing.or(() -> found);
        }
        return missing;
    }

    @Override
    public String description() {
        return "an array of " + min + " to " + max + " entries, each " + element.description();
    }

    @Override
    public Object withoutSecrets(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(element::withoutSecrets).toList()
                : value;
    }
}
