package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** rcn, what a response carries (TS-0004 6.3.4.2.7). */
public enum ResultContent {
    NOTHING(0),
    ATTRIBUTES(1),
    HIERARCHICAL_ADDRESS(2),
    HIERARCHICAL_ADDRESS_AND_ATTRIBUTES(3),
    ATTRIBUTES_AND_CHILD_RESOURCES(4),
    ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES(5),
    CHILD_RESOURCE_REFERENCES(6),
    ORIGINAL_RESOURCE(7),
    CHILD_RESOURCES(8),
    MODIFIED_ATTRIBUTES(9);

    private final int value;

    ResultContent(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<ResultContent> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
