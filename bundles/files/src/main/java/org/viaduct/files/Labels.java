package org.viaduct.files;

import org.viaduct.files.api.FileName;

/** Segments of file names and URLs made of other texts. */
final class Labels {

    private static final int LONGEST = 60;

    private Labels() {}

    /** For a URL: nothing in it needs to be encoded. */
    static String label(String text) {
        return segment(text.replace('%', '_'), LONGEST);
    }

    /** The last segment of a name, for a URL. */
    static String label(FileName name) {
        return segment(name.lastSegment().replace('%', '_'), FileName.LONGEST_SEGMENT);
    }

    /** A segment of a file name. */
    static String segment(String text, int longest) {
        String clean = text.replaceAll("[^A-Za-z0-9_.+=@,~%-]+", "-");
        String begun = clean.isEmpty() || !Character.isLetterOrDigit(clean.charAt(0)) ? "_" + clean : clean;
        return begun.substring(0, Math.min(longest, begun.length()));
    }
}
