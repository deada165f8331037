package org.viaduct.http.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.servlet.RequestDispatcher;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.jspecify.annotations.Nullable;

/** Errors that Jetty finds, as one line of text. */
final class ShortErrors extends ErrorHandler {

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int status = response.getStatus();
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        Refusal refusal = status == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                ? Refusal.unavailable()
                : Refusal.of(status, text(status, message instanceof String reason ? reason : null));
        refusal.answer(response);
        base.setHandled(true);
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields fields) {
        fields.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        return ByteBuffer.wrap((text(status, reason) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The reason is shown only to a caller whose error it is: it may speak of our inside otherwise. */
    private static String text(int status, @Nullable String reason) {
        String phrase = HttpStatus.getMessage(status);
        return reason == null || reason.isBlank() || reason.equals(phrase) || HttpStatus.isServerError(status)
                ? phrase
                : phrase + ": " + reason;
    }
}
