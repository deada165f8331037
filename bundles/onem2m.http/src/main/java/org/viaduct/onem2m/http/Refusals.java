package org.viaduct.onem2m.http;

import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;

/** What is wrong with a request, in the words of its caller. */
final class Refusals {

    private static final int LONGEST_QUOTE = 60;

    private Refusals() {}

    /** 4000. */
    static OneM2mException badRequest(String sentence) {
        return new OneM2mException(ResponseStatusCode.BAD_REQUEST, sentence);
    }

    /** 4000 for a header or a query argument whose value is not what it should be. */
    static OneM2mException badValue(String name, String value, String expected) {
        return badRequest(name + " is " + quote(value) + ", but should be " + expected + ".");
    }

    /** The caller's own text, short enough for a sentence. */
    static String quote(String value) {
        return value.length() <= LONGEST_QUOTE ? "'" + value + "'" : "'" + value.substring(0, LONGEST_QUOTE) + "...'";
    }
}
