package org.viaduct.cwmp.codec;

import org.viaduct.cwmp.Presentable;
import org.viaduct.cwmp.SecretNames;

/** The lines in which a message is shown to people: indented, bounded, printable, secrets masked. */
final class Outline {
    private static final int MAX_VALUE = 1_024;
    private static final String CUT = "(cut here, for it is too long)";

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
        add(Presentable.text(label));
        depth++;
    }

    void end() {
        depth--;
    }

    void line(String label, String value) {
        String shown = masked(value);
        add(Presentable.text(label) + (shown.isEmpty() ? ":" : ": " + shown));
    }

    /**
     * Something whose name tells whether it is secret.
     *
     * @param remark about the value; empty where there is nothing to say
     */
    void named(String name, String value, String remark) {
        String shown = SecretNames.isSecret(name) && !value.isEmpty() ? Presentable.MASK : value;
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

    /** A text as it may be shown, cut where it is long. */
    static String masked(String text) {
        String safe = Presentable.text(text);
        return safe.length() > MAX_VALUE
                ? safe.substring(0, MAX_VALUE) + "... (" + text.length() + " characters)"
                : safe;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
