package org.viaduct.onem2m.type;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** xs:boolean. */
public record BooleanType() implements DataType {

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof Boolean ? Optional.empty() : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "true or false, without quotes";
    }
}
