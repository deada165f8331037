package org.viaduct.cwmp.api;

import java.time.Duration;
import java.util.List;

/** Whether a request is let in. */
public sealed interface Verdict {

    /** It is; what its sender may say is another question. */
    record Admitted(Sender sender) implements Verdict {}

    /**
     * It is not.
     *
     * @param status of HTTP: 401, 403 or 503
     * @param challenges the values of WWW-Authenticate, the preferred one first
     * @param sentence for the sender; tells nothing that helps to guess
     * @param delay until the answer, which slows down those who guess
     */
    record Denied(int status, List<String> challenges, String sentence, Duration delay) implements Verdict {
        public Denied {
            challenges = List.copyOf(challenges);
        }
    }
}
