package org.viaduct.onem2m.type;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** xs:anyURI: printable and without blanks; may be empty. */
public record UriType(int maxLength) implements DataType {

    private static final Pattern FORM = Pattern.compile("[^\\s\\p{Cntrl}\\p{Cs}<>\"\\\\^`{|}]*");

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
        return "a URI of at most " + maxLength + " characters, with blanks and control characters percent-encoded";
    }
}
