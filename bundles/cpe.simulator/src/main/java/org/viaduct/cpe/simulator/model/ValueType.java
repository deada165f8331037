package org.viaduct.cpe.simulator.model;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The types of parameters (TR-106 3.2). */
public enum ValueType {
    STRING("string", "(?s).*"),
    INT("int", "[+-]?\\d{1,10}"),
    UNSIGNED_INT("unsignedInt", "\\d{1,10}"),
    BOOLEAN("boolean", "true|false|0|1"),
    DATE_TIME("dateTime", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?");

    private static final long MAX_UNSIGNED = 0xFFFF_FFFFL;

    private final String xsd;
    private final Pattern form;

    ValueType(String xsd, String form) {
        this.xsd = xsd;
        this.form = Pattern.compile(form);
    }

    /** Local name of the XML Schema type. */
    public String xsd() {
        return xsd;
    }

    /** @throws IllegalArgumentException if no type has this local name */
    public static ValueType of(String xsd) {
        return Arrays.stream(values())
                .filter(type -> type.xsd.equals(xsd))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of a parameter is called " + xsd));
    }

    boolean accepts(String value) {
        return form.matcher(value).matches()
                && switch (this) {
                    case INT -> Long.parseLong(value) == (int) Long.parseLong(value);
                    case UNSIGNED_INT -> Long.parseLong(value) <= MAX_UNSIGNED;
                    case STRING, BOOLEAN, DATE_TIME -> true;
                };
    }
}
