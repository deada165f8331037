package org.viaduct.onem2m.type;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.Timestamp;

/**
 * m2m:timestamp (TS-0004 6.3.3).
 *
 * @param orEmpty whether an empty text says "not known", as in arguments that a command may leave out
 */
public record TimestampType(boolean orEmpty) implements DataType {

    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}(,\\d{1,6})?");
    private static final int TO_THE_SECOND = 15;

    @Override
    public Optional<Violation> check(@Nullable Object value, String path) {
        return value instanceof String text && (text.isEmpty() ? orEmpty : isTimestamp(text))
                ? Optional.empty()
                : Optional.of(Violation.invalid(path, this, value));
    }

    @Override
    public String description() {
        return "a time in UTC such as \"20301231T235959\"" + (orEmpty ? ", or empty" : "");
    }

    private static boolean isTimestamp(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        try {
            String normal = Timestamp.format(Timestamp.parse(text));
            return normal.startsWith(text.substring(0, TO_THE_SECOND));
        } catch (DateTimeException noSuchTime) {
            return false;
        }
    }
}
