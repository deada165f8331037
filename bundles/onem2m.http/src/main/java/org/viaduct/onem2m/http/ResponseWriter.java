package org.viaduct.onem2m.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.OneM2mException;
import org.viaduct.onem2m.ReleaseVersion;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;
import org.viaduct.onem2m.Timestamp;

/** Maps a response primitive to the HTTP response (TS-0009 6.3 to 6.5). */
final class ResponseWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final String PARTIAL_CONTENT = "1";
    private static final int TOO_MANY_REQUESTS = 429;

    private final JsonWriter json = new JsonWriter();
    private final InstantSource clock;

    ResponseWriter(InstantSource clock) {
        this.clock = clock;
    }

    void write(HttpServletRequest request, HttpServletResponse response, ResponsePrimitive primitive)
            throws IOException {
        write(request, response, primitive, primitive.status().httpStatus());
    }

    /** Answers 503, which the standard's table has no status code for, so that callers know to try again. */
    void writeUnavailable(HttpServletRequest request, HttpServletResponse response, String sentence)
            throws IOException {
        response.setHeader("Retry-After", "5");
        write(
                request,
                response,
                ResponsePrimitive.failure(requestId(request), ResponseStatusCode.INTERNAL_SERVER_ERROR, sentence),
                HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    /** Answers who did not prove who it is, or is not who it says: 401 or 403, both with 4103 (TS-0009 6.3.2). */
    void writeRefusal(HttpServletRequest request, HttpServletResponse response, NotAuthenticatedException refusal)
            throws IOException {
        refusal.challenge().ifPresent(challenge -> response.setHeader("WWW-Authenticate", challenge));
        write(request, response, noPrivilege(request, refusal.getMessage()), refusal.httpStatus());
    }

    void writeTooMany(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "10");
        write(
                request,
                response,
                noPrivilege(request, "Too many requests of this address were refused: mend its credentials first."),
                TOO_MANY_REQUESTS);
    }

    private static ResponsePrimitive noPrivilege(HttpServletRequest request, String sentence) {
        return ResponsePrimitive.failure(requestId(request), ResponseStatusCode.ORIGINATOR_HAS_NO_PRIVILEGE, sentence);
    }

    static String requestId(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(RequestReader.REQUEST_ID)).orElse("");
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, ResponsePrimitive primitive, int httpStatus)
            throws IOException {
        Optional<byte[]> body;
        try {
            body = primitive.content().map(json::write);
        } catch (IllegalArgumentException e) {
            LOG.error("The response to {} cannot be written as JSON", request.getRequestURI(), e);
            write(request, response, unwritable(primitive), ResponseStatusCode.INTERNAL_SERVER_ERROR.httpStatus());
            return;
        }
        response.setStatus(httpStatus);
        response.setHeader("X-M2M-RSC", Integer.toString(primitive.status().code()));
        if (!primitive.requestId().isEmpty()) {
            response.setHeader(RequestReader.REQUEST_ID, primitive.requestId());
        }
        Optional.ofNullable(request.getHeader(RequestReader.RELEASE_VERSION))
                .filter(release -> ReleaseVersion.of(release).isPresent())
                .ifPresent(release -> response.setHeader(RequestReader.RELEASE_VERSION, release));
        response.setHeader(RequestReader.ORIGINATING_TIMESTAMP, Timestamp.format(clock.instant()));
        primitive.location().ifPresent(to -> response.setHeader("Content-Location", Target.path(to)));
        primitive.nextOffset().ifPresent(next -> {
            response.setHeader("X-M2M-CTS", PARTIAL_CONTENT);
            response.setHeader("X-M2M-CTO", Integer.toString(next));
        });
        if (httpStatus == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", RequestReader.methodsBeside(request.getMethod()));
        }
        response.setContentLength(body.map(bytes -> bytes.length).orElse(0));
        if (body.isPresent()) {
            response.setContentType(acceptable(request));
            response.getOutputStream().write(body.get());
        }
    }

    /** A caller who accepts nothing that is served learns so in JSON. */
    private static String acceptable(HttpServletRequest request) {
        try {
            return MediaType.negotiate(Collections.list(request.getHeaders("Accept")));
        } catch (OneM2mException e) {
            return MediaType.JSON;
        }
    }

    private static ResponsePrimitive unwritable(ResponsePrimitive primitive) {
        return ResponsePrimitive.failure(
                primitive.requestId(),
                ResponseStatusCode.INTERNAL_SERVER_ERROR,
                "The server could not write its answer; its log says why.");
    }
}
