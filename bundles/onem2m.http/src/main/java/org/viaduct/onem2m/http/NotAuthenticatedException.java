package org.viaduct.onem2m.http;

import java.util.Optional;
import javax.servlet.http.HttpServletResponse;

/** A caller that did not prove who it is, or may not use the originator that it names. No stack trace is taken. */
final class NotAuthenticatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final String reason;
    private final transient Optional<String> challenge;

    private NotAuthenticatedException(int httpStatus, String sentence, String reason, Optional<String> challenge) {
        super(sentence, null, false, false);
        this.httpStatus = httpStatus;
        this.reason = reason;
        this.challenge = challenge;
    }

    /** 401 with the challenge of RFC 6750 3. */
    static NotAuthenticatedException noCredentials() {
        return unauthorized(
                "Requests need credentials here: send Authorization: Bearer with a token (onem2m:token add in the shell"
                        + " makes one), or show a client certificate.",
                "no credentials",
                "Bearer realm=\"viaduct\"");
    }

    /** 401. */
    static NotAuthenticatedException invalidToken(String sentence, String reason) {
        return unauthorized(sentence, reason, "Bearer realm=\"viaduct\", error=\"invalid_token\"");
    }

    /** 403. */
    static NotAuthenticatedException notBound(String sentence, String reason) {
        return new NotAuthenticatedException(HttpServletResponse.SC_FORBIDDEN, sentence, reason, Optional.empty());
    }

    private static NotAuthenticatedException unauthorized(String sentence, String reason, String challenge) {
        return new NotAuthenticatedException(
                HttpServletResponse.SC_UNAUTHORIZED, sentence, reason, Optional.of(challenge));
    }

    int httpStatus() {
        return httpStatus;
    }

    /** For the log; no secret is in it. */
    String reason() {
        return reason;
    }

    Optional<String> challenge() {
        return challenge;
    }
}
