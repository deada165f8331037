package org.viaduct.onem2m.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * xs:anySimpleType: one text, number or boolean.
 *
 * @param maxLength of its text form, in UTF-16 code units
 */
public record AnyType(int maxLength) implements DataType {

    private static final int MAX_EXPONENT = 400;

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        boolean accepted;
        if (value instanceof String) {
            accepted = TextType.of(maxLength).check(value, path).isEmpty();
        } else if (value instanceof BigInteger number) {
            accepted = number.bitLength() <= MAX_EXPONENT;
        } else if (value instanceof BigDecimal number) {
            accepted = number.precision() <= maxLength && Math.abs((long) number.scale()) <= MAX_EXPONENT;
        } else {
            accepted = value instanceof Boolean || value instanceof Number;
        }
        return accepted ? Optional.empty() : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "one text, number or boolean of at most " + maxLength + " characters";
    }
}
