package org.viaduct.onem2m.type;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * xs:string and what is derived from it: characters that XML can carry.
 *
 * @param maxLength in UTF-16 code units
 * @param pattern what the whole text has to match
 * @param form the pattern in words, after "a text"; empty when there is no pattern
 */
public record TextType(int maxLength, Optional<Pattern> pattern, String form) implements DataType {

    private static final Pattern CARRIABLE =
            Pattern.compile("[\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]*");

    /** A text of at most so many characters. */
    public static TextType of(int maxLength) {
        return new TextType(maxLength, Optional.empty(), "");
    }

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        if (value instanceof String text
                && text.length() <= maxLength
                && CARRIABLE.matcher(text).matches()
                && pattern.map(each -> each.matcher(text).matches()).orElse(true)) {
            return Optional.empty();
        }
        return Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "a text" + (form.isEmpty() ? "" : " " + form) + " of at most " + maxLength
                + " characters, without control characters";
    }
}
