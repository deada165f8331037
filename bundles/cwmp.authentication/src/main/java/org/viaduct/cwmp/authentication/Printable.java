package org.viaduct.cwmp.authentication;

/** What a CPE sent, as a line of the log may show it: of bounded length, printable ASCII only. */
final class Printable {

    private static final int NAME = 100;

    private Printable() {}

    static String name(String text) {
        String head = text.length() > NAME ? text.substring(0, NAME) + "..." : text;
        return head.replaceAll("[^ -~]", "?");
    }
}
