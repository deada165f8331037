package org.viaduct.onem2m.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.viaduct.onem2m.DesiredIdentifierResultType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResponseType;
import org.viaduct.onem2m.ResultContent;

/**
 * The parameters of a primitive that travel in the query string (TS-0009 table 6.2.2.2-1).
 *
 * @param discovery fu=1
 * @param attributeList atrl, the content of a partial RETRIEVE
 */
record Query(
        Optional<ResultContent> resultContent,
        ResponseType responseType,
        boolean discovery,
        DesiredIdentifierResultType identifierType,
        Optional<Representation> attributeList,
        FilterCriteria filter) {

    private static final Set<String> SERVED = Set.of(
            "rcn", "rt", "fu", "drt", "ty", "lbl", "crb", "cra", "ms", "us", "exb", "exa", "lvl", "lim", "ofst",
            "atrl");

    /**
     * What the standard defines, in this table or as a filter condition (TS-0004 table 6.3.5.8-1), and nothing here carries
     * out: ignoring it would answer another question.
     */
    private static final Set<String> NOT_SERVED = Set.of(
            "rp", "da", "sts", "stb", "sza", "szb", "cty", "atr", "smf", "fo", "cfs", "cfq", "rids", "tids", "ltids",
            "tqi", "asi", "auri", "sqi", "clbl", "palb", "lbq", "chty", "pty", "catr", "patr", "arp");

    /** semantic content, and what later releases add to it: discovery result references, permissions. */
    private static final Set<Long> RESULT_CONTENTS_NOT_SERVED = Set.of(10L, 11L, 12L);

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
                arguments.nonNegative("lim"),
                arguments.positive("ofst").orElse(1));
        return new Query(
                arguments.enumerated("rcn", Query::resultContent),
                arguments.enumerated("rt", ResponseType::of).orElse(ResponseType.BLOCKING_REQUEST),
                arguments.enumerated("fu", FilterUsage::of).equals(Optional.of(FilterUsage.DISCOVERY)),
                arguments
                        .enumerated("drt", DesiredIdentifierResultType::of)
                        .orElse(DesiredIdentifierResultType.STRUCTURED),
                attributeList(arguments.list("atrl")),
                filter);
    }

    private static Optional<ResultContent> resultContent(long value) {
        if (RESULT_CONTENTS_NOT_SERVED.contains(value)) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "rcn " + value + " is not served here: use a number from 0 to 9, or leave it out.");
        }
        return ResultContent.of(value);
    }

    private static Optional<Representation> attributeList(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(new Representation("m2m:atrl", names));
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
