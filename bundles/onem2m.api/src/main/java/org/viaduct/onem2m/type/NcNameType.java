package org.viaduct.onem2m.type;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** xs:NCName. */
public record NcNameType(int maxLength) implements DataType {

    private static final Pattern FORM = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}._\\-\\x{B7}]*");

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof String text
                        && text.length() <= maxLength
                        && FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "a name of at most " + maxLength + " letters, digits, '.', '-' and '_' that starts with a letter or '_'";
    }
}
