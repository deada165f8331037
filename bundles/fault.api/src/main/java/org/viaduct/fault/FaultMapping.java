package org.viaduct.fault;

import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ResponseStatusCode;

/**
 * What a fault means.
 *
 * @param code the CWMP fault code
 * @param description what TS-0006, or the vendor, says of the code
 * @param result for the execResult of the instance
 * @param executeStatus for the response to the Execute UPDATE that ran into it (9000: 5001, others: 4000)
 * @param source where the answer comes from
 */
public record FaultMapping(
        FaultTable table,
        int code,
        String description,
        ExecResult result,
        ResponseStatusCode executeStatus,
        Source source) {

    /** How sure the answer is. */
    public enum Source {
        /** A row of the RPC's own table. */
        TABLE,
        /** The code stands in another table only. */
        DICTIONARY,
        /** Contributed by a vendor bundle. */
        VENDOR,
        /** Nobody knows the code. */
        UNKNOWN
    }
}
