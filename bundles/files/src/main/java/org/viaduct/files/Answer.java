package org.viaduct.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletResponse;

/** Short answers. */
final class Answer {

    private Answer() {}

    /** A status and a sentence. */
    static void text(HttpServletResponse response, int status, String sentence) throws IOException {
        body(response, status, "text/plain;charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The same for a request whose body stays unread: the connection cannot be used further. */
    static void closing(HttpServletResponse response, int status, String sentence) throws IOException {
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
            text(response, status, sentence);
        }
    }

    static void body(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static void empty(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
    }
}
