package org.viaduct.onem2m.http;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.ResultContent;

/**
 * The parameters of a primitive that travel in the query string (TS-0009 table 6.2.2.2-1).
 *
 * @param discovery fu=1
 */
record Query(
        Optional<ResultContent> resultContent,
        ResponseType responseType,
        boolean discovery,
        DesiredIdentifierResultType identifierType,
        FilterCriteria filter) {

    private static final Set<String> SERVED =
            Set.of("rcn", "rt", "fu", "drt", "ty", "lbl", "crb", "cra", "ms", "us", "exb", "exa", "lvl", "lim", "ofst");

    /** What the standard defines and nothing here carries out: ignoring it would answer another question. */
    private static final Set<String> NOT_SERVED = Set.of(
            "rp", "da", "sts", "stb", "sza", "szb", "cty", "smf", "chty", "pty", "clbl", "palb", "lbq", "fo", "cfs",
            "arp", "gq", "atrl");

    private enum FilterUsage {
        DISCOVERY,
        CONDITIONAL_OPERATION;

        static Optional<FilterUsage> of(long value) {
            return value >= 1 && value <= values().length ? Optional.of(values()[(int) value - 1]) : Optional.empty();
        }
    }

    /** @throws OneM2mException 4000 naming the argument, or 5001 for one that is not served here */
    static Query parse(@Nullable String text) {
        Arguments arguments = Arguments.of(text);
        arguments.names().forEach(Query::requireServed);
        FilterCriteria filter = new FilterCriteria(
                new HashSet<>(arguments.numbers("ty")),
                new HashSet<>(arguments.list("lbl")),
                arguments.timestamp("crb"),
                arguments.timestamp("cra"),
                arguments.timestamp("ms"),
                arguments.timestamp("us"),
                arguments.timestamp("exb"),
                arguments.timestamp("exa"),
                arguments.positive("lvl"),
                arguments.positive("lim"),
                arguments.positive("ofst").orElse(1));
        return new Query(
                arguments.enumerated("rcn", ResultContent::of),
                arguments.enumerated("rt", ResponseType::of).orElse(ResponseType.BLOCKING_REQUEST),
                arguments.enumerated("fu", FilterUsage::of).equals(Optional.of(FilterUsage.DISCOVERY)),
                arguments
                        .enumerated("drt", DesiredIdentifierResultType::of)
                        .orElse(DesiredIdentifierResultType.STRUCTURED),
                filter);
    }

    private static void requireServed(String name) {
        if (NOT_SERVED.contains(name)) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "The query argument " + name + " is not supported: leave it out.");
        }
        if (!SERVED.contains(name)) {
            throw Refusals.badRequest("The query argument " + Refusals.quote(name) + " is not known; known are "
                    + String.join(", ", SERVED.stream().sorted().toList()) + ".");
        }
    }
}
