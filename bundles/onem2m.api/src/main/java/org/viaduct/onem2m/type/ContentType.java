package org.viaduct.onem2m.type;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * m2m:primitiveContent (TS-0004 6.3.5.5): an object whose members are not those of one type. For attributes that the CSE
 * alone writes: its members are neither bounded nor rid of secrets here.
 */
public record ContentType() implements DataType {

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof Map<?, ?> ? Optional.empty() : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "an object";
    }
}
