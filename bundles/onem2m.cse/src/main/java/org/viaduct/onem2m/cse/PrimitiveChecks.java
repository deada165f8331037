package org.viaduct.onem2m.cse;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.ReleaseVersion;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.ResultContent;

/** Whether a request primitive is valid in itself, and asks for what there is (TS-0004 7.3.2.1). */
final class PrimitiveChecks {

    private final Clock clock;

    PrimitiveChecks(Clock clock) {
        this.clock = clock;
    }

    /** @throws OneM2mException when it is not */
    void check(RequestPrimitive request) {
        if (ReleaseVersion.of(request.releaseVersion()).isEmpty()) {
            throw new OneM2mException(
                    ResponseStatusCode.RELEASE_VERSION_NOT_SUPPORTED,
                    "This CSE speaks the oneM2M releases " + String.join(", ", ReleaseVersion.texts())
                            + ": set the Release Version Indicator to one of these.");
        }
        if (request.from().isBlank()) {
            throw invalid("The From parameter is missing: say who sends the request.");
        }
        if (request.to().isEmpty()) {
            throw invalid("The To parameter is missing: say which resource the request is about.");
        }
        checkTime(request);
        checkResultContent(request);
        checkFilter(request);
        if (request.operation() == Operation.CREATE && request.resourceType().isEmpty()) {
            throw invalid("The Resource Type parameter (ty) is missing: say what to create.");
        }
        checkResponseType(request);
    }

    private void checkTime(RequestPrimitive request) {
        Instant now = clock.instant();
        if (request.requestExpiration().map(until -> !until.isAfter(now)).orElse(false)) {
            throw new OneM2mException(
                    ResponseStatusCode.REQUEST_TIMEOUT, "The Request Expiration Timestamp has passed already.");
        }
        if (request.resultExpiration().map(until -> !until.isAfter(now)).orElse(false)) {
            throw new OneM2mException(
                    ResponseStatusCode.REQUEST_TIMEOUT, "The Result Expiration Timestamp has passed already.");
        }
        request.operationExecution().filter(now::isBefore).ifPresent(due -> checkDelay(request, due));
    }

    /** Of an operation that is not carried out at once. */
    private static void checkDelay(RequestPrimitive request, Instant due) {
        if (!NonBlocking.isFor(request)) {
            throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "Only a non-blocking request waits for its Operation Execution Time: set the Response Type (rt) to 1"
                            + " or 2, or leave the time out.");
        }
        if (Stream.of(request.requestExpiration(), request.resultExpiration())
                .flatMap(Optional::stream)
                .anyMatch(end -> !due.isBefore(end))) {
            throw invalid(
                    "The Operation Execution Time is not before the expiration of the request and of its result.");
        }
    }

    private static void checkResultContent(RequestPrimitive request) {
        Set<ResultContent> valid = request.discovery()
                ? EnumSet.of(ResultContent.CHILD_RESOURCE_REFERENCES)
                : validFor(request.operation());
        if (request.resultContent().filter(wanted -> !valid.contains(wanted)).isPresent()) {
            throw invalid("Result Content (rcn) "
                    + request.resultContent().get().value() + " is not valid for "
                    + (request.discovery() ? "a discovery" : request.operation()) + ": use "
                    + valid.stream().map(each -> String.valueOf(each.value())).collect(Collectors.joining(", "))
                    + ", or leave it out.");
        }
    }

    /** TS-0001 table 8.1.2-1, and 5 for the UPDATE that executes a {@code <mgmtCmd>}. */
    private static Set<ResultContent> validFor(Operation operation) {
        return switch (operation) {
            case CREATE -> EnumSet.of(
                    ResultContent.NOTHING,
                    ResultContent.ATTRIBUTES,
                    ResultContent.HIERARCHICAL_ADDRESS,
                    ResultContent.HIERARCHICAL_ADDRESS_AND_ATTRIBUTES,
                    ResultContent.MODIFIED_ATTRIBUTES);
            case RETRIEVE -> EnumSet.of(
                    ResultContent.ATTRIBUTES,
                    ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES,
                    ResultContent.ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
                    ResultContent.CHILD_RESOURCE_REFERENCES,
                    ResultContent.CHILD_RESOURCES);
            case UPDATE -> EnumSet.of(
                    ResultContent.NOTHING,
                    ResultContent.ATTRIBUTES,
                    ResultContent.ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
                    ResultContent.MODIFIED_ATTRIBUTES);
            case DELETE -> EnumSet.of(
                    ResultContent.NOTHING,
                    ResultContent.ATTRIBUTES,
                    ResultContent.ATTRIBUTES_AND_CHILD_RESOURCES,
                    ResultContent.ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES,
                    ResultContent.CHILD_RESOURCE_REFERENCES,
                    ResultContent.CHILD_RESOURCES);
            case NOTIFY -> EnumSet.of(ResultContent.NOTHING, ResultContent.ATTRIBUTES);
        };
    }

    private static void checkFilter(RequestPrimitive request) {
        FilterCriteria filter = request.filter();
        if (request.discovery() && request.operation() != Operation.RETRIEVE) {
            throw invalid("Discovery (fu=1) is a RETRIEVE.");
        }
        if (request.operation() == Operation.CREATE && !filter.equals(FilterCriteria.ALL)) {
            throw invalid("A CREATE takes no Filter Criteria: leave them out.");
        }
        if (filter.limit().orElse(0) < 0) {
            throw invalid("The limit (lim) must not be negative.");
        }
        if (filter.level().orElse(1) < 1) {
            throw invalid("The level (lvl) must be 1 or more.");
        }
    }

    private static void checkResponseType(RequestPrimitive request) {
        switch (request.responseType()) {
            case BLOCKING_REQUEST, NON_BLOCKING_REQUEST_SYNCH, FLEX_BLOCKING -> {
                return;
            }
            case NON_BLOCKING_REQUEST_ASYNCH -> ResultNotifications.check(request);
            case NO_RESPONSE -> throw new OneM2mException(
                    ResponseStatusCode.NOT_IMPLEMENTED,
                    "A request without response is not supported: set the Response Type (rt) to 1, 2 or 3, or leave it out.");
        }
    }

    private static OneM2mException invalid(String sentence) {
        return new OneM2mException(ResponseStatusCode.BAD_REQUEST, sentence);
    }
}
