package org.viaduct.cwmp.authentication;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.viaduct.cwmp.CpeId;

/** Devices that may come for the first time: all, or those that an operator lists. */
record AllowedDevices(List<Range> ranges) {

    private static final Pattern ENTRY = Pattern.compile("([^:\\s]+)(?::(.+?)(?:\\.\\.(.+))?)?");

    /**
     * Devices of one OUI.
     *
     * @param from the first serial number; empty for all
     * @param to the last one, as long as the first; compared character by character
     */
    record Range(String oui, String from, String to) {

        /** @throws IllegalArgumentException with a clause that says what to write */
        static Range parse(String text) {
            Matcher entry = ENTRY.matcher(text);
            if (!entry.matches()) {
                throw new IllegalArgumentException("it should be OUI, OUI:SERIAL or OUI:FIRST..LAST");
            }
            String from = entry.group(2) == null ? "" : entry.group(2).strip();
            String to = entry.group(3) == null ? from : entry.group(3).strip();
            if (from.length() != to.length() || from.compareTo(to) > 0) {
                throw new IllegalArgumentException("its LAST should be as long as its FIRST, and not before it");
            }
            return new Range(entry.group(1), from, to);
        }

        boolean has(CpeId cpe) {
            String serial = cpe.serialNumber();
            return oui.equalsIgnoreCase(cpe.oui())
                    && (from.isEmpty()
                            || serial.length() == from.length()
                                    && serial.compareTo(from) >= 0
                                    && serial.compareTo(to) <= 0);
        }
    }

    AllowedDevices {
        ranges = List.copyOf(ranges);
    }

    /** @throws IllegalArgumentException with a clause that says what to write */
    static AllowedDevices parse(Collection<String> entries) {
        return new AllowedDevices(entries.stream().map(Range::parse).toList());
    }

    boolean has(CpeId cpe) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.has(cpe));
    }
}
