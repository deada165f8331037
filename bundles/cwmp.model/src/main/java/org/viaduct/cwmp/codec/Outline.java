package org.viaduct.cwmp.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cwmp.SecretNames;

/** The lines in which a message is shown to people: indented, bounded, printable, secrets masked. */
final class Outline {
    /** What stands for a secret. */
    static final String MASK = "***";

    private static final int MAX_VALUE = 1_024;
    private static final String CUT = "(cut here, for it is too long)";
    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s@]*+@");
    private static final Pattern QUERY = Pattern.compile("([?&;])([^=&;?#\\s]++)=([^&;#\\s]++)");

    private final StringBuilder lines = new StringBuilder();
    private final int maxLength;
    private int depth;
    private boolean full;

    /** @param maxLength characters, after which the rest is left out and the last line says so */
    Outline(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Whether nothing more is added. */
    boolean isFull() {
        return full;
    }

    void begin(String label) {
        add(printable(label));
        depth++;
    }

    void end() {
        depth--;
    }

    void line(String label, String value) {
        String shown = masked(value);
        add(printable(label) + (shown.isEmpty() ? ":" : ": " + shown));
    }

    /**
     * Something whose name tells whether it is secret.
     *
     * @param remark about the value; empty where there is nothing to say
     */
    void named(String name, String value, String remark) {
        String shown = SecretNames.isSecret(name) && !value.isEmpty() ? MASK : value;
        line(name, remark.isEmpty() || remark.equals("string") ? shown : (shown + " (" + remark + ")").strip());
    }

    private void add(String line) {
        if (full) {
            return;
        }
        if (lines.length() + line.length() + 2 * depth + 1 > maxLength) {
            full = true;
            lines.append(CUT).append('\n');
        } else {
            lines.append("  ".repeat(depth)).append(line).append('\n');
        }
    }

    /** A text as it may be shown: without what a URL in it says of users, passwords and tokens. */
    static String masked(String text) {
        String safe = text.contains("://") ? withoutSecrets(text) : text;
        return printable(
                safe.length() > MAX_VALUE
                        ? safe.substring(0, MAX_VALUE) + "... (" + text.length() + " characters)"
                        : safe);
    }

    private static String withoutSecrets(String text) {
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll("://" + MASK + "@"))
                .replaceAll(query -> Matcher.quoteReplacement(query.group(1) + query.group(2) + "="
                        + (SecretNames.isSecret(query.group(2)) ? MASK : query.group(3))));
    }

    /** A text on one line, without what could steer a terminal. */
    private static String printable(String text) {
        return text.replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
