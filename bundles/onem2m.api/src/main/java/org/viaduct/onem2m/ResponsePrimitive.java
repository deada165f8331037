package org.viaduct.onem2m;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A response primitive (TS-0004 7.2.1).
 *
 * @param content a representation, or {@code m2m:dbg} with a sentence when the request failed
 * @param location the address of a created resource, CSE-relative and structured
 * @param nextOffset set when the result is partial (contentStatus 1): the {@code ofst} to go on from
 */
public record ResponsePrimitive(
        ResponseStatusCode status,
        String requestId,
        Optional<Representation> content,
        Optional<String> location,
        OptionalInt nextOffset) {

    public static ResponsePrimitive failure(String requestId, ResponseStatusCode status, String sentence) {
        return new ResponsePrimitive(
                status,
                requestId,
                Optional.of(new Representation("m2m:dbg", sentence)),
                Optional.empty(),
                OptionalInt.empty());
    }
}
