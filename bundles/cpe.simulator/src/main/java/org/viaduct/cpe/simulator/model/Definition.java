package org.viaduct.cpe.simulator.model;

import java.util.List;

/**
 * What a parameter may be.
 *
 * @param hidden whether it reads as an empty string (passwords)
 * @param maxLength of a string
 * @param allowed the only values; empty for any
 * @param notification the attribute a device starts with: 0 off, 1 passive, 2 active
 * @param notifiable whether active notification is accepted
 */
public record Definition(
        ValueType type,
        boolean writable,
        boolean hidden,
        int maxLength,
        List<String> allowed,
        int notification,
        boolean notifiable) {
    public Definition {
        allowed = List.copyOf(allowed);
    }

    static Definition readOnly(ValueType type) {
        return new Definition(type, false, false, Integer.MAX_VALUE, List.of(), 0, true);
    }

    static Definition readOnlyNotified(ValueType type) {
        return new Definition(type, false, false, Integer.MAX_VALUE, List.of(), 2, true);
    }

    static Definition counter(ValueType type) {
        return new Definition(type, false, false, Integer.MAX_VALUE, List.of(), 0, false);
    }

    static Definition writable(ValueType type) {
        return new Definition(type, true, false, Integer.MAX_VALUE, List.of(), 0, true);
    }

    static Definition text(int maxLength) {
        return new Definition(ValueType.STRING, true, false, maxLength, List.of(), 0, true);
    }

    static Definition password() {
        return new Definition(ValueType.STRING, true, true, 256, List.of(), 0, false);
    }

    static Definition oneOf(String... values) {
        return new Definition(ValueType.STRING, true, false, 64, List.of(values), 0, true);
    }

    /** A parameter whose changes are notified actively. */
    public static Definition notified(ValueType type, boolean writable, List<String> allowed) {
        return new Definition(type, writable, false, Integer.MAX_VALUE, allowed, 2, true);
    }

    boolean accepts(String value) {
        return type.accepts(value)
                && (type != ValueType.STRING || value.length() <= maxLength)
                && (allowed.isEmpty() || allowed.contains(value));
    }
}
