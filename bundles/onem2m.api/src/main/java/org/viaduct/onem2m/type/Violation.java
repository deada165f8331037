package org.viaduct.onem2m.type;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a value is not accepted. The sentence tells its author what to write; it may repeat names, never a value.
 *
 * @param path of the part that is wrong, such as {@code exra.dld[0].fsi}
 */
public record Violation(String path, Kind kind, String sentence) {

    private static final int LONGEST_NAME = 32;

    /** How it is wrong. */
    public enum Kind {
        /** The value is there, but not as it has to be. */
        INVALID,
        /** A mandatory part is not there. */
        MISSING
    }

    static Violation invalid(String path, DataType expected, @Nullable Object given) {
        return invalid(path, path + " must be " + expected.description() + "; it is " + nameOf(given) + ".");
    }

    static Violation invalid(String path, String sentence) {
        return new Violation(path, Kind.INVALID, sentence);
    }

    /** A name that somebody else chose, cut to what fits into a sentence. */
    static String quoted(String name) {
        return '\'' + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...") + '\'';
    }

    private static String nameOf(@Nullable Object given) {
        if (given == null) {
            return "null";
        }
        if (given instanceof String) {
            return "another text";
        }
        if (given instanceof Boolean) {
            return "true or false";
        }
        if (given instanceof Number) {
            return "another number";
        }
        if (given instanceof List) {
            return "another array";
        }
        return given instanceof Map ? "an object" : "something else";
    }
}
