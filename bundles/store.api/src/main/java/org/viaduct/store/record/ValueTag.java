package org.viaduct.store.record;

/** What kind of value follows. The ordinals are in the files: append only. */
enum ValueTag {
    NULL,
    TEXT,
    TRUE,
    FALSE,
    LONG,
    DOUBLE,
    BIG_INTEGER,
    BIG_DECIMAL,
    LIST,
    MAP;

    private static final ValueTag[] BY_ORDINAL = values();

    static ValueTag of(int ordinal) {
        return BY_ORDINAL[ordinal];
    }
}
