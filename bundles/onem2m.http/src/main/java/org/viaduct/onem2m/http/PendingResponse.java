package org.viaduct.onem2m.http;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.onem2m.ResponsePrimitive;
import org.viaduct.onem2m.ResponseStatusCode;

/** A response that comes later, or not at all: no thread waits for it, and it is written once. */
final class PendingResponse implements AsyncListener {

    /** Writes one of the possible responses. */
    interface Answer {
        void write(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(PendingResponse.class);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final ResponseWriter writer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Runnable end = () -> {};

    /** @param longestMillis after which the caller is answered 4008 */
    PendingResponse(
            HttpServletRequest request, HttpServletResponse response, ResponseWriter writer, long longestMillis) {
        this.request = request;
        this.response = response;
        this.writer = writer;
        this.context = request.startAsync(request, response);
        context.setTimeout(longestMillis);
        context.addListener(this);
    }

    /** What to do when the request has ended, answered or not; to be set before any answer. */
    void onEnd(Runnable task) {
        end = task;
    }

    /** Runs a task on a thread of the server. */
    void execute(Runnable task) {
        context.start(task);
    }

    /** Answers on a thread of the server: a peer that reads slowly must not hold the caller's. */
    void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            context.start(() -> write(answer));
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("The server stopped before a response was written: {}", e.toString());
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (answered.compareAndSet(false, true)) {
            write((asked, answering) -> writer.write(
                    asked,
                    answering,
                    ResponsePrimitive.failure(
                            ResponseWriter.requestId(asked),
                            ResponseStatusCode.REQUEST_TIMEOUT,
                            "The request expired before it was carried out.")));
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        if (answered.compareAndSet(false, true)) {
            LOG.debug("The caller went away: {}", String.valueOf(event.getThrowable()));
            context.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        answered.set(true);
        end.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // a response is started once
    }

    private void write(Answer answer) {
        try {
            answer.write(request, response);
        } catch (IOException e) {
            LOG.debug("The caller went away: {}", e.toString());
        } finally {
            context.complete();
        }
    }
}
