package org.viaduct.http.listener;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects a request's body while no thread waits for it, then dispatches the request again with the body in an attribute.
 * A body that is too large, too slow or broken is answered here, so that no servlet meets one.
 */
final class BodyReader implements ReadListener, AsyncListener {

    /** The request attribute with the inflated body, a {@code byte[]}. */
    static final String BODY = BodyReader.class.getName() + ".body";

    private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
    private static final int CHUNK = 8192;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final ServletInputStream input;
    private final long usualTimeout;
    private final int limit;
    private final boolean gzip;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    private BodyReader(
            HttpServletRequest request, HttpServletResponse response, int limit, boolean gzip, Duration timeout)
            throws IOException {
        this.request = request;
        this.response = response;
        this.limit = limit;
        this.gzip = gzip;
        this.context = request.startAsync();
        this.usualTimeout = context.getTimeout();
        context.setTimeout(timeout.toMillis());
        context.addListener(this);
        this.input = request.getInputStream();
    }

    /**
     * Begins to read the body.
     *
     * @param limit bytes, before and after inflation
     * @param timeout from now to the body's last byte
     */
    static void read(HttpServletRequest request, HttpServletResponse response, int limit, Duration timeout)
            throws IOException {
        String encoding = Optional.ofNullable(request.getHeader("Content-Encoding"))
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        boolean gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
        if (!gzip && !encoding.equals("identity")) {
            Refusal.closing(415, "Send the body as it is or with Content-Encoding: gzip.")
                    .answer(response);
        } else if (request.getContentLengthLong() > limit) {
            tooLarge(limit).answer(response);
        } else {
            BodyReader reader = new BodyReader(request, response, limit, gzip, timeout);
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
            if (received.size() + count > limit) {
                refuse(tooLarge(limit));
                return;
            }
            received.write(chunk, 0, count);
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (ended) {
            return;
        }
        try {
            byte[] body = gzip ? inflated() : received.toByteArray();
            if (body.length > limit) {
                refuse(tooLarge(limit));
                return;
            }
            ended = true;
            request.setAttribute(BODY, body);
            context.setTimeout(usualTimeout);
            context.dispatch();
        } catch (IOException e) {
            LOG.debug("A gzip body is broken: {}", e.getMessage());
            refuse(Refusal.closing(400, "The body is not valid gzip, as Content-Encoding says it is."));
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
                refuse(tooSlow());
            } else if (failure instanceof BadMessageException bad) {
                refuse(Refusal.closing(bad.getCode(), "The body does not follow HTTP."));
            } else {
                refuse(Refusal.closing(400, "The connection ended before the body did."));
            }
        } catch (IOException e) {
            LOG.debug("Nobody is there to be answered: {}", e.getMessage());
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (!ended) {
            refuse(tooSlow());
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // the servlet has the request now
    }

    private void refuse(Refusal refusal) throws IOException {
        ended = true;
        try {
            refusal.answer(response);
        } finally {
            context.complete();
        }
    }

    /** At most one byte more than the limit: enough to see that it is exceeded. */
    private byte[] inflated() throws IOException {
        try (InputStream inflating = new GZIPInputStream(new ByteArrayInputStream(received.toByteArray()), CHUNK)) {
            return inflating.readNBytes(limit + 1);
        }
    }

    private static Refusal tooLarge(int limit) {
        return Refusal.closing(413, "The body has more than " + limit + " bytes, as sent or inflated.");
    }

    private static Refusal tooSlow() {
        return Refusal.closing(408, "The body took too long to arrive.");
    }
}
