package org.viaduct.http.listener;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.FillInterest;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects a request's body while no thread waits for it, then dispatches the request again with the body in an attribute.
 * A body that is too large, too slow, broken or one too many is answered here, so that no servlet meets one.
 */
final class BodyReader implements ReadListener, AsyncListener {

    /** The request attribute with the {@link Body}, inflated once the request is dispatched. */
    static final String BODY = BodyReader.class.getName() + ".body";

    private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
    private static final int CHUNK = 8192;
    private static final Duration NEXT_LOOK = Duration.ofMillis(100);

    /** What holds for all bodies of a listener. */
    record Terms(
            int limit,
            Duration timeout,
            BodyBudget budget,
            Refusals refusals,
            ScheduledExecutorService timer,
            String settings) {

        private Refusal tooLarge() {
            return Refusal.closing(
                    413,
                    "The body has more than " + limit + " bytes, as sent or inflated: send less, or raise body.limit"
                            + " in " + settings + ".");
        }

        private Refusal tooMany() {
            return Refusal.closing(
                    503,
                    "The bodies of all requests occupy as much memory as they may: try again, or raise bodies.limit in "
                            + settings + ".");
        }

        private Refusal tooSlow() {
            return Refusal.closing(
                    408,
                    "The body took longer than " + timeout.toMillis() + " ms to arrive: send it faster, or raise"
                            + " body.timeout in " + settings + ".");
        }
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Terms terms;
    private final boolean gzip;
    private final Body received;
    private final AsyncContext context;
    private final long usualTimeout;
    private final ServletInputStream input;
    private final FillInterest reading;
    private final Executor executor;
    private volatile Future<?> deadline;
    private volatile boolean ended;

    private BodyReader(HttpServletRequest request, HttpServletResponse response, Terms terms, boolean gzip)
            throws IOException {
        this.request = request;
        this.response = response;
        this.terms = terms;
        this.gzip = gzip;
        HttpChannel channel = Request.getBaseRequest(request).getHttpChannel();
        reading = ((AbstractEndPoint) channel.getEndPoint()).getFillInterest();
        executor = channel.getConnector().getExecutor();
        received = new Body(terms.budget());
        request.setAttribute(BODY, received);
        context = request.startAsync();
        usualTimeout = context.getTimeout();
        context.setTimeout(0);
        context.addListener(this);
        input = request.getInputStream();
        deadline = expiry(terms.timeout());
    }

    /** Begins to read the body. */
    static void read(HttpServletRequest request, HttpServletResponse response, Terms terms) throws IOException {
        String encoding = Optional.ofNullable(request.getHeader("Content-Encoding"))
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
        if (!gzip && !encoding.equals("identity")) {
            Refusal refusal = Refusal.closing(415, "Send the body as it is or with Content-Encoding: gzip.");
            terms.refusals().answer(refusal, request, response);
        } else if (request.getContentLengthLong() > terms.limit()) {
            terms.refusals().answer(terms.tooLarge(), request, response);
        } else {
            BodyReader reader = new BodyReader(request, response, terms, gzip);
            reader.input.setReadListener(reader);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!ended && input.isReady()) {
            int count = input.read(chunk);
            if (count < 0) {
                return;
            }
            Optional<Refusal> refusal = append(received, chunk, count);
            if (refusal.isPresent()) {
                refuse(refusal.get());
                return;
            }
        }
    }

    private Optional<Refusal> append(Body body, byte[] chunk, int count) {
        if (body.length() + count > terms.limit()) {
            return Optional.of(terms.tooLarge());
        }
        return body.append(chunk, count) ? Optional.empty() : Optional.of(terms.tooMany());
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (ended) {
            return;
        }
        Optional<Refusal> refusal = gzip ? inflate() : Optional.empty();
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        end();
        context.setTimeout(usualTimeout);
        context.dispatch();
    }

    /** Puts the inflated body in the place of the one received. */
    private Optional<Refusal> inflate() {
        Body inflated = new Body(terms.budget());
        Optional<Refusal> refusal = inflate(inflated);
        if (refusal.isPresent()) {
            inflated.release();
        } else {
            request.setAttribute(BODY, inflated);
            received.release();
        }
        return refusal;
    }

    private Optional<Refusal> inflate(Body into) {
        try (InputStream inflating = new GZIPInputStream(received.stream(), CHUNK)) {
            byte[] chunk = new byte[CHUNK];
            Optional<Refusal> refusal = Optional.empty();
            int count = inflating.read(chunk);
            while (count >= 0 && refusal.isEmpty()) {
                refusal = append(into, chunk, count);
                count = refusal.isEmpty() ? inflating.read(chunk) : count;
            }
            return refusal;
        } catch (IOException e) {
            LOG.debug("A gzip body is broken: {}", e.getMessage());
            return Optional.of(Refusal.closing(400, "The body is not valid gzip, as Content-Encoding says it is."));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (ended) {
            return;
        }
        LOG.debug("A request's body did not arrive: {}", failure.toString());
        try {
            if (failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException) {
                refuse(terms.tooSlow());
            } else if (failure instanceof BadMessageException bad) {
                refuse(Refusal.closing(bad.getCode(), "The body does not follow HTTP."));
            } else {
                refuse(Refusal.closing(400, "The connection ended before the body did."));
            }
        } catch (IOException e) {
            LOG.debug("Nobody is there to be answered: {}", e.getMessage());
        }
    }

    /** Not the time for the body, which {@link #expire} watches. */
    @Override
    public void onTimeout(AsyncEvent event) {
        LOG.debug("The servlet did not answer in time");
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // the servlet has the request now
    }

    private Future<?> expiry(Duration delay) {
        return terms.timer().schedule(() -> executor.execute(this::expire), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the read that the server waits with, so that {@link #onError} answers: a request that is completed while such a
     * read is pending is cut off by Jetty. Where bytes arrive just now there is none, but soon there is.
     */
    private void expire() {
        if (!ended && !reading.onFail(new TimeoutException("the body is late")) && !ended) {
            deadline = expiry(NEXT_LOOK);
        }
    }

    private void end() {
        ended = true;
        deadline.cancel(false);
    }

    private void refuse(Refusal refusal) throws IOException {
        end();
        try {
            terms.refusals().answer(refusal, request, response);
        } finally {
            context.complete();
        }
    }
}
