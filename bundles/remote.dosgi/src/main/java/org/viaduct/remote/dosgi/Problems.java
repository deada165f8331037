package org.viaduct.remote.dosgi;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.remote.Problem;
import org.viaduct.remote.Problem.Kind;

/** Answers with a {@link Problem} what a service throws. Only a defect is in the log. */
@Provider
final class Problems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @Override
    public Response toResponse(Throwable thrown) {
        Problem problem = problem(thrown);
        int status = thrown instanceof WebApplicationException web
                ? web.getResponse().getStatus()
                : problem.kind().status();
        return Response.status(status)
                .entity(problem)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Problem problem(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return new Problem(
                    Kind.INVALID,
                    web.getCause() instanceof JsonProcessingException json
                            ? json.getOriginalMessage()
                            : web.getResponse().getStatusInfo().getReasonPhrase());
        }
        if (thrown instanceof JsonProcessingException json) {
            return new Problem(Kind.INVALID, json.getOriginalMessage());
        }
        if (thrown instanceof IOException gone) {
            LOG.debug("The other half did not wait for its answer", gone);
            return new Problem(Kind.UNAVAILABLE, "the connection broke");
        }
        Problem problem = thrown instanceof RuntimeException failure
                ? Problem.of(failure)
                : new Problem(Kind.FAILED, "This call failed over there: see its log");
        if (problem.kind() == Kind.FAILED) {
            LOG.error("A call of the other half failed unexpectedly", thrown);
        } else if (problem.kind() == Kind.TOO_MANY) {
            LOG.warn("Refused a call of the other half: {}", problem.sentence());
        }
        return problem;
    }
}
