package org.viaduct.onem2m.type;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** xs:duration, not negative. */
public record DurationType() implements DataType {

    private static final Pattern DURATION = Pattern.compile("P(?=\\d|T\\d)(\\d{1,9}Y)?(\\d{1,9}M)?(\\d{1,9}D)?"
            + "(T(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?)?");

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof String text && DURATION.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "an xs:duration that is not negative, such as \"PT30S\" or \"P1DT12H\"";
    }
}
