package org.viaduct.onem2m.type;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** xs:integer and what is derived from it, both bounds inclusive. */
public record IntegerType(long min, long max) implements DataType {

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof Long number && min <= number && number <= max
                ? Optional.empty()
                : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "a whole number from " + min + " to " + max + ", without quotes";
    }
}
