package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The oneM2M releases that are served, in the form of m2m:releaseVersion (TS-0004 6.3.3). */
public enum ReleaseVersion {
    RELEASE_2A("2a"),
    RELEASE_3("3"),
    RELEASE_4("4"),
    RELEASE_5("5");

    private final String value;

    ReleaseVersion(String value) {
        this.value = value;
    }

    /** The text that stands for it in a representation. */
    public String value() {
        return value;
    }

    public static Optional<ReleaseVersion> of(String value) {
        return Arrays.stream(values())
                .filter(release -> release.value.equals(value))
                .findFirst();
    }

    /** What stands for each of them, the oldest first. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(ReleaseVersion::value).toList();
    }
}
