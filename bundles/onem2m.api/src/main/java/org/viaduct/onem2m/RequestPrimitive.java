package org.viaduct.onem2m;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request primitive (TS-0004 7.2.1), as a binding hands it to the CSE.
 *
 * @param to the target address: CSE-relative, SP-relative ({@code /id-in/...}) or absolute ({@code //sp/id-in/...})
 * @param from the originator
 * @param releaseVersion rvi: 2a, 3, 4 or 5
 * @param resourceType ty, of a CREATE
 * @param resultContent rcn; the operation's default when absent
 * @param discovery fu=1
 * @param requestExpiration rqet: after it nobody waits for the response
 * @param resultExpiration rset: after it nobody wants the result
 * @param operationExecution oet: not to be carried out before
 * @param notificationTargets nu of rt, of a nonBlockingRequestAsynch: who gets the result; the originator when absent, nobody
 *     when the list is empty (TS-0004 7.5.1.2.5)
 */
public record RequestPrimitive(
        Operation operation,
        String to,
        String from,
        String requestId,
        String releaseVersion,
        OptionalInt resourceType,
        Optional<Representation> content,
        Optional<ResultContent> resultContent,
        ResponseType responseType,
        boolean discovery,
        FilterCriteria filter,
        DesiredIdentifierResultType identifierType,
        Optional<Instant> requestExpiration,
        Optional<Instant> resultExpiration,
        Optional<Instant> operationExecution,
        Optional<List<String>> notificationTargets) {

    public RequestPrimitive {
        notificationTargets = notificationTargets.map(List::copyOf);
    }

    /** The same request with this rqet. */
    public RequestPrimitive expiring(Instant until) {
        return new RequestPrimitive(
                operation,
                to,
                from,
                requestId,
                releaseVersion,
                resourceType,
                content,
                resultContent,
                responseType,
                discovery,
                filter,
                identifierType,
                Optional.of(until),
                resultExpiration,
                operationExecution,
                notificationTargets);
    }
}
