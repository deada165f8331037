package org.viaduct.files.api;

import java.util.regex.Pattern;

/**
 * The name of a file: segments of ASCII letters, digits and {@code _.-+=@,~%}, each beginning with a letter, a digit or an
 * underscore, with {@code /} between them. So no name means anything to a file system or a URL.
 */
public record FileName(String value) implements Comparable<FileName> {

    /** Characters of a name. */
    public static final int LONGEST = 240;

    /** Characters of one segment. */
    public static final int LONGEST_SEGMENT = 100;

    private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9_.+=@,~%-]{0," + (LONGEST_SEGMENT - 1) + "}";
    private static final Pattern NAME = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

    /** @throws IllegalArgumentException with a sentence that does not repeat the name */
    public FileName {
        if (value.length() > LONGEST || !NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("A file is named with at most " + LONGEST
                    + " letters, digits and _.-+=@,~%, in segments of at most " + LONGEST_SEGMENT
                    + " between slashes, each beginning with a letter, a digit or an underscore.");
        }
    }

    /** What comes behind the last slash. */
    public String lastSegment() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(FileName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
