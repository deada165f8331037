package org.viaduct.http.listener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/**
 * An answer of the listener itself: a status and a short text.
 *
 * @param close whether the connection cannot be used further, because the rest of the request stays unread
 */
record Refusal(int status, String sentence, boolean close) {

    /** For a request that was read whole or whose body the server can skip. */
    static Refusal of(int status, String sentence) {
        return new Refusal(status, sentence, false);
    }

    /** For what is there again soon. */
    static Refusal unavailable() {
        return of(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The service is being started or updated: try again.");
    }

    /** For a request whose body is not wanted. */
    static Refusal closing(int status, String sentence) {
        return new Refusal(status, sentence, true);
    }

    /** Writes the answer, unless another one has begun. */
    void answer(HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        if (close) {
            response.setHeader("Connection", "close");
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
