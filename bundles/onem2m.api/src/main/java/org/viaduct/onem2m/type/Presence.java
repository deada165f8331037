package org.viaduct.onem2m.type;

import java.util.Arrays;
import java.util.Optional;

/** Request optionality: whether an attribute may be in the content of a request (TS-0004 7.4.1.1). */
public enum Presence {
    MANDATORY("M"),
    OPTIONAL("O"),
    NOT_PERMITTED("NP"),
    /** Optional in the standard, but not supported here: answered 5001 (TS-0004 7.3.3.3, 7.3.3.4). */
    NOT_IMPLEMENTED("NI");

    private final String abbreviation;

    Presence(String abbreviation) {
        this.abbreviation = abbreviation;
    }

    /** As the tables of TS-0004 have it; NI is ours. */
    public String abbreviation() {
        return abbreviation;
    }

    public static Optional<Presence> of(String abbreviation) {
        return Arrays.stream(values())
                .filter(each -> each.abbreviation.equals(abbreviation))
                .findFirst();
    }
}
