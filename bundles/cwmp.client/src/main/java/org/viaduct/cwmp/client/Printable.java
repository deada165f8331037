package org.viaduct.cwmp.client;

/** What a CPE sent, as a line of the log may show it: of bounded length, printable ASCII only. */
final class Printable {

    private static final int NAME = 64;
    private static final int SENTENCE = 300;

    private Printable() {}

    /** At most 64 characters. */
    static String name(String text) {
        return shortened(text, NAME);
    }

    /** At most 300 characters. */
    static String sentence(String text) {
        return shortened(text, SENTENCE);
    }

    private static String shortened(String text, int length) {
        String head = text.length() > length ? text.substring(0, length - 3) + "..." : text;
        return head.replaceAll("[^ -~]", "?");
    }
}
