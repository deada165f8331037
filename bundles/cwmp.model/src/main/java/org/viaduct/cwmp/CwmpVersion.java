package org.viaduct.cwmp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The versions of CWMP; 1.2 to 1.4 share a namespace and are told apart by the SOAP headers only. */
public enum CwmpVersion {
    /** TR-069 Amendment 1. */
    V1_0("urn:dslforum-org:cwmp-1-0"),
    /** TR-069 Amendment 2. */
    V1_1("urn:dslforum-org:cwmp-1-1"),
    /** TR-069 Amendment 3. */
    V1_2("urn:dslforum-org:cwmp-1-2"),
    /** TR-069 Amendment 4. */
    V1_3("urn:dslforum-org:cwmp-1-2"),
    /** TR-069 Amendments 5 and 6. */
    V1_4("urn:dslforum-org:cwmp-1-2");

    private static final Pattern NAMESPACE = Pattern.compile("urn:dslforum-org:cwmp-(\\d{1,3})-(\\d{1,3})");

    private static final Set<String> SPOKEN = Arrays.stream(values())
            .map(version -> "urn:dslforum-org:cwmp-1-" + version.ordinal())
            .collect(Collectors.toUnmodifiableSet());

    private final String namespace;

    CwmpVersion(String namespace) {
        this.namespace = namespace;
    }

    /** The namespace of the version's schema. */
    public String namespace() {
        return namespace;
    }

    /** Such as {@code 1.4}, as the headers SupportedCWMPVersions and UseCWMPVersion have it. */
    public String number() {
        return "1." + ordinal();
    }

    /** The version with this {@link #number()}. */
    public static Optional<CwmpVersion> ofNumber(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number().equals(number))
                .findFirst();
    }

    /**
     * The version that the namespace of a message stands for: {@code cwmp-1-3} and {@code cwmp-1-4}, which no schema
     * has but devices use, are theirs, and a later one is the latest known; empty if it is no CWMP namespace.
     */
    public static Optional<CwmpVersion> ofNamespace(String namespace) {
        Matcher matcher = NAMESPACE.matcher(namespace.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = major == 1 ? Integer.parseInt(matcher.group(2)) : major < 1 ? 0 : V1_4.ordinal();
        return Optional.of(values()[Math.min(minor, V1_4.ordinal())]);
    }

    /**
     * The namespace to answer in: the CPE's own where it is one of {@code cwmp-1-0} to {@code cwmp-1-4}, else that of
     * the nearest version; empty if it is no CWMP namespace.
     */
    public static Optional<String> answerNamespace(String spoken) {
        return ofNamespace(spoken)
                .map(version ->
                        spoken.equals("urn:dslforum-org:cwmp-1-" + version.ordinal()) ? spoken : version.namespace());
    }
}
