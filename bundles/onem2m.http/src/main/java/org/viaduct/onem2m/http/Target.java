package org.viaduct.onem2m.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The path of a request target as the To parameter of a primitive, and back (TS-0009 6.2.2.1). */
final class Target {

    private static final String SP_RELATIVE = "~";
    private static final String ABSOLUTE = "_";

    private Target() {}

    /**
     * @param path as sent, not decoded
     * @throws org.viaduct.onem2m.OneM2mException 4000 when it names no resource
     */
    static String to(String path) {
        if (!path.startsWith("/") || path.length() == 1) {
            throw Refusals.badRequest("The request names no resource: write its address in the path, such as /cse-in.");
        }
        List<String> segments = Arrays.stream(path.substring(1).split("/", -1))
                .map(Target::decodedSegment)
                .toList();
        String first = segments.get(0);
        if (!first.equals(SP_RELATIVE) && !first.equals(ABSOLUTE)) {
            return String.join("/", segments);
        }
        if (segments.size() == 1) {
            throw Refusals.badRequest("The path ends after /" + first + ": write /~/CSE-ID/... or /_/SP-ID/CSE-ID/...");
        }
        String rest = String.join("/", segments.subList(1, segments.size()));
        return (first.equals(SP_RELATIVE) ? "/" : "//") + rest;
    }

    /** The path under which the resource with this address is found, percent-encoded. */
    static String path(String to) {
        if (to.startsWith("//")) {
            return "/" + ABSOLUTE + encoded(to.substring(1));
        }
        return to.startsWith("/") ? "/" + SP_RELATIVE + encoded(to) : "/" + encoded(to);
    }

    private static String encoded(String address) {
        return Arrays.stream(address.split("/", -1)).map(Percent::encodeSegment).collect(Collectors.joining("/"));
    }

    private static String decodedSegment(String raw) {
        String segment = Percent.decode(raw, "The path");
        if (segment.isEmpty()) {
            throw Refusals.badRequest("The path has an empty segment: leave out the doubled or last slash.");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw Refusals.badRequest("The path has the segment " + segment + ": write the address itself.");
        }
        if (segment.indexOf('/') >= 0 || segment.chars().anyMatch(Character::isISOControl)) {
            throw Refusals.badRequest("The path has an encoded slash or control character, which no name contains.");
        }
        return segment;
    }
}
