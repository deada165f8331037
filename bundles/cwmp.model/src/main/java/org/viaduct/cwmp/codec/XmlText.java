package org.viaduct.cwmp.codec;

/** Which characters XML 1.0 allows (XML 1.0, 2.2). */
final class XmlText {
    static final char REPLACEMENT = '\uFFFD';

    private XmlText() {}

    /** Whether the UTF-16 unit is legal; surrogates are, if they come in pairs. */
    static boolean isLegal(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
    }

    /** Whether a character reference may name the code point. */
    static boolean isLegalCodePoint(int codePoint) {
        return codePoint <= Character.MAX_VALUE
                ? isLegal((char) codePoint) && !Character.isSurrogate((char) codePoint)
                : codePoint <= Character.MAX_CODE_POINT;
    }

    /** The text with each character that XML does not allow replaced by U+FFFD. */
    static String legal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLegal(c) || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(codePoint -> isLegalCodePoint(codePoint) ? codePoint : REPLACEMENT)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }

    /** At most 60 characters of a text from outside, on one line, to be quoted in a sentence. */
    static String quoted(String text) {
        String line = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return '"' + line.replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
