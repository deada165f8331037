package org.viaduct.onem2m.http;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.Operation;
import org.viaduct.onem2m.ReleaseVersion;
import org.viaduct.onem2m.Representation;
import org.viaduct.onem2m.RequestPrimitive;
import org.viaduct.onem2m.ResponseStatusCode;

/** Maps an HTTP request to a request primitive (TS-0009 6.2, 6.4, 6.5). */
final class RequestReader {

    static final String REQUEST_ID = "X-M2M-RI";
    static final String RELEASE_VERSION = "X-M2M-RVI";
    static final String ORIGINATING_TIMESTAMP = "X-M2M-OT";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

    private static final String ORIGIN = "X-M2M-Origin";
    private static final String REQUEST_EXPIRATION = "X-M2M-RET";
    private static final String RESULT_EXPIRATION = "X-M2M-RST";
    private static final String EXECUTION_TIME = "X-M2M-OET";
    private static final String NOTIFICATION_TARGETS = "X-M2M-RTU";
    private static final int MOST_TARGETS = 10;

    /** What is kept for a while beyond it is still in a year of four digits, as m2m:timestamp has them. */
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private static final int AE = 2;

    private final JsonReader json;
    private final InstantSource clock;

    RequestReader(JsonLimits limits, InstantSource clock) {
        this.json = new JsonReader(limits);
        this.clock = clock;
    }

    /** @throws OneM2mException with the status code that the standard names for what is wrong */
    RequestPrimitive read(HttpServletRequest request) throws IOException {
        Optional<MediaType> contentType = header(request, "Content-Type").map(MediaType::parse);
        Optional<String> type = contentType.map(each -> each.parameters().get("ty"));
        Operation operation = operation(request.getMethod(), type.isPresent());
        String requestId = required(request, REQUEST_ID, "an identifier of your choice");
        String release = release(request);
        OptionalInt resourceType = operation == Operation.CREATE ? resourceType(type) : OptionalInt.empty();
        String originator = originator(request, resourceType);
        String to = Target.to(request.getRequestURI());
        Query query = Query.parse(request.getQueryString());
        if (query.discovery() && operation != Operation.RETRIEVE) {
            throw Refusals.badRequest("fu=1 asks for a discovery, which is a GET.");
        }
        if (query.attributeList().isPresent() && (query.discovery() || operation != Operation.RETRIEVE)) {
            throw Refusals.badRequest("atrl selects attributes of one resource, which is a GET without fu=1.");
        }
        header(request, ORIGINATING_TIMESTAMP).ifPresent(text -> Arguments.timestamp(ORIGINATING_TIMESTAMP, text));
        return new RequestPrimitive(
                operation,
                to,
                originator,
                requestId,
                release,
                resourceType,
                content(request, operation, contentType, query),
                query.resultContent(),
                query.responseType(),
                query.discovery(),
                query.filter(),
                query.identifierType(),
                time(request, REQUEST_EXPIRATION),
                time(request, RESULT_EXPIRATION),
                time(request, EXECUTION_TIME),
                notificationTargets(request));
    }

    private static Operation operation(String method, boolean typed) {
        return switch (method) {
            case "POST" -> typed ? Operation.CREATE : Operation.NOTIFY;
            case "GET" -> Operation.RETRIEVE;
            case "PUT" -> Operation.UPDATE;
            case "DELETE" -> Operation.DELETE;
            default -> throw new OneM2mException(
                    ResponseStatusCode.OPERATION_NOT_ALLOWED,
                    "No operation has the method " + Refusals.quote(method) + ": use " + methodsBeside(method) + ".");
        };
    }

    /** The methods that a caller may try whose method was refused, as Allow lists them. */
    static String methodsBeside(String refused) {
        return METHODS.stream().filter(method -> !method.equals(refused)).collect(Collectors.joining(", "));
    }

    private static String release(HttpServletRequest request) {
        String release = required(request, RELEASE_VERSION, "one of " + String.join(", ", ReleaseVersion.texts()));
        if (ReleaseVersion.of(release).isEmpty()) {
            throw new OneM2mException(
                    ResponseStatusCode.RELEASE_VERSION_NOT_SUPPORTED,
                    RELEASE_VERSION + " is " + Refusals.quote(release) + ", but served are "
                            + String.join(", ", ReleaseVersion.texts()) + ".");
        }
        return release;
    }

    private static OptionalInt resourceType(Optional<String> text) {
        return text.filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElseThrow(() -> Refusals.badValue("ty in Content-Type", text.orElse(""), "the number of a type"));
    }

    /** Only an AE that registers may have no identifier yet (TS-0004 7.4.5.2.1). */
    private static String originator(HttpServletRequest request, OptionalInt resourceType) {
        Optional<String> originator = header(request, ORIGIN);
        return resourceType.equals(OptionalInt.of(AE))
                ? originator.orElse("")
                : originator.orElseThrow(() -> missing(ORIGIN, "who is asking"));
    }

    private Optional<Representation> content(
            HttpServletRequest request, Operation operation, Optional<MediaType> contentType, Query query)
            throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        if (operation == Operation.RETRIEVE || operation == Operation.DELETE) {
            if (body.length > 0) {
                throw Refusals.badRequest("A " + request.getMethod() + " carries no content: leave out the body.");
            }
            return query.attributeList();
        }
        if (body.length == 0) {
            throw Refusals.badRequest(
                    "A " + request.getMethod() + " needs content: send a representation as the body.");
        }
        if (!contentType.map(MediaType::isJson).orElse(false)) {
            throw new OneM2mException(
                    ResponseStatusCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type should be " + MediaType.JSON + " or " + MediaType.RESOURCE_JSON
                            + ", in UTF-8, with ;ty=<type> to create.");
        }
        return Optional.of(json.read(body, operation == Operation.UPDATE));
    }

    /** Absolute, or milliseconds from now (m2m:absRelTimestamp, TS-0004 6.3.3). */
    private Optional<Instant> time(HttpServletRequest request, String name) {
        return header(request, name).map(text -> {
            Instant time = text.matches("[0-9]{1,15}")
                    ? clock.instant().plusMillis(Long.parseLong(text))
                    : Arguments.timestamp(name, text);
            if (time.isAfter(LATEST)) {
                throw Refusals.badValue(name, text, "a nearer time");
            }
            return time;
        });
    }

    /** URIs with ampersands between; an empty header is an empty list (TS-0009 6.4.11, TS-0004 7.5.1.2.5). */
    private static Optional<List<String>> notificationTargets(HttpServletRequest request) {
        if (request.getHeader(NOTIFICATION_TARGETS) == null) {
            return Optional.empty();
        }
        List<String> targets = header(request, NOTIFICATION_TARGETS)
                .map(text -> List.of(text.split("&", -1)))
                .orElse(List.of());
        if (targets.size() > MOST_TARGETS || targets.stream().anyMatch(String::isBlank)) {
            throw Refusals.badRequest(NOTIFICATION_TARGETS + " should be at most " + MOST_TARGETS
                    + " URIs with & between them; write & within one as %26.");
        }
        return Optional.of(targets);
    }

    private static String required(HttpServletRequest request, String name, String meaning) {
        return header(request, name).orElseThrow(() -> missing(name, meaning));
    }

    private static OneM2mException missing(String name, String meaning) {
        return Refusals.badRequest("The header " + name + " is missing: it says " + meaning + ".");
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name)).stream()
                .map(String::strip)
                .toList();
        if (values.size() > 1) {
            throw Refusals.badRequest("The header " + name + " is given " + values.size() + " times: send it once.");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }
}
