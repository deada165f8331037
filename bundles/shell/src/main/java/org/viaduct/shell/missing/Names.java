package org.viaduct.shell.missing;

/** Names as people say them, and in full. */
final class Names {

    static final String PREFIX = "org.viaduct.";

    private Names() {}

    /** A class name without its package. */
    static String shortened(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Whether somebody who typed this may mean the class. */
    static boolean means(String typed, String className) {
        return className.equals(typed) || shortened(className).equalsIgnoreCase(typed);
    }

    /** Whether somebody who typed this may mean the bundle. */
    static boolean meansBundle(String typed, String symbolicName, long id) {
        return symbolicName.equals(typed)
                || symbolicName.equals(PREFIX + typed)
                || String.valueOf(id).equals(typed);
    }
}
