package org.viaduct.interworking.command;

/** Texts of CPEs, fit for log lines and answers. */
public final class Wording {

    private static final int LONGEST = 200;

    private Wording() {}

    /** One line, of bounded length. */
    public static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
