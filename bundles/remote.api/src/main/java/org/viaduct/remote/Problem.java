package org.viaduct.remote;

import java.util.Optional;
import java.util.function.Supplier;
import javax.ws.rs.ProcessingException;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.MediaType;
import org.viaduct.cwmp.api.EnrolmentRefusedException;
import org.viaduct.store.ConflictException;
import org.viaduct.store.StoreUnavailableException;

/**
 * Why a call was not answered, in the body of what is answered instead: what the contracts let a method throw is thrown on
 * this side as it was on the other.
 *
 * @param sentence for an operator, or for the caller
 * @param reason of a {@link Kind#CONFLICT}
 */
public record Problem(Kind kind, String sentence, Optional<ConflictException.Reason> reason) {

    /** What kind of failure, and by which status HTTP tells it. */
    public enum Kind {
        /** Try again: something is missing at present. */
        UNAVAILABLE(503),
        CONFLICT(409),
        ENROLMENT_REFUSED(403),
        /** What was asked makes no sense. */
        INVALID(400),
        /** As many as may be. */
        TOO_MANY(429),
        /** A defect; the log over there has it. */
        FAILED(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public Problem(Kind kind, String sentence) {
        this(kind, sentence, Optional.empty());
    }

    /** What a failure is told as. */
    public static Problem of(RuntimeException failure) {
        String sentence = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure instanceof StoreUnavailableException) {
            return new Problem(Kind.UNAVAILABLE, sentence);
        }
        if (failure instanceof ConflictException conflict) {
            return new Problem(Kind.CONFLICT, sentence, Optional.of(conflict.reason()));
        }
        if (failure instanceof EnrolmentRefusedException) {
            return new Problem(Kind.ENROLMENT_REFUSED, sentence);
        }
        if (failure instanceof IllegalStateException) {
            return new Problem(Kind.TOO_MANY, sentence);
        }
        if (failure instanceof IllegalArgumentException) {
            return new Problem(Kind.INVALID, sentence);
        }
        return new Problem(Kind.FAILED, "This call failed over there: see its log");
    }

    /**
     * What the other side answers.
     *
     * @throws StoreUnavailableException when it does not answer, or cannot at present
     * @throws ConflictException and what else {@link #of} knows, as over there
     */
    public static <T> T ask(String whom, Supplier<T> call) {
        try {
            return call.get();
        } catch (WebApplicationException refused) {
            throw failure(whom, refused);
        } catch (ProcessingException unreachable) {
            Throwable cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
            throw new StoreUnavailableException("The " + whom + " does not answer: " + cause, unreachable);
        }
    }

    private static RuntimeException failure(String whom, WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        Problem problem = MediaType.APPLICATION_JSON_TYPE.isCompatible(
                        refused.getResponse().getMediaType())
                ? refused.getResponse().readEntity(Problem.class)
                : null;
        if (problem == null) {
            return new StoreUnavailableException("The " + whom + " answers HTTP " + status, refused);
        }
        String sentence = problem.sentence();
        return switch (problem.kind()) {
            case UNAVAILABLE, FAILED -> new StoreUnavailableException("The " + whom + " says: " + sentence);
            case CONFLICT -> new ConflictException(problem.reason().orElse(ConflictException.Reason.STALE), sentence);
            case ENROLMENT_REFUSED -> new EnrolmentRefusedException(sentence);
            case INVALID -> new IllegalArgumentException(sentence);
            case TOO_MANY -> new IllegalStateException(sentence);
        };
    }
}
