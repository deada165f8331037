package org.viaduct.files;

import java.io.IOException;
import java.util.OptionalLong;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.Traffic.Subject;
import org.viaduct.files.api.FileRefusedException;
import org.viaduct.store.StoreUnavailableException;

/** Takes the body of a request into a file as it comes; no thread waits for the peer. */
final class Receiving implements ReadListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);
    private static final int CHUNK = 32 << 10;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** What is done with a body that has arrived. */
    @FunctionalInterface
    interface Arrived {

        /** Stores it, and answers. */
        void store(Incoming body) throws IOException;
    }

    private final HttpServletResponse response;
    private final Incoming body;
    private final Subject subject;
    private final Arrived arrived;
    private final AsyncContext context;
    private final ServletInputStream input;
    private final Traffic.Moving moving;
    private final byte[] chunk = new byte[CHUNK];
    private volatile boolean ended;

    private Receiving(
            HttpServletRequest request,
            HttpServletResponse response,
            Incoming body,
            Traffic traffic,
            Subject subject,
            Arrived arrived)
            throws IOException {
        this.response = response;
        this.body = body;
        this.subject = subject;
        this.arrived = arrived;
        context = request.startAsync();
        context.setTimeout(0);
        context.addListener(this);
        moving = traffic.begin(subject, announced(request), 0, this::breakOff);
        input = request.getInputStream();
    }

    /** Begins, or refuses; a body that is refused is not read. */
    static void start(
            HttpServletRequest request,
            HttpServletResponse response,
            ContentDirectory contents,
            Traffic traffic,
            Subject subject,
            Arrived arrived)
            throws IOException {
        if (request.getHeader("Content-Range") != null) {
            Answer.closing(response, 400, "Send the whole file: a part cannot be taken.");
            return;
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            Answer.closing(response, 415, "Send the file as it is, without Content-Encoding.");
            return;
        }
        Incoming body;
        try {
            body = contents.receive(announced(request));
        } catch (FileRefusedException refused) {
            refuse(response, refused);
            return;
        }
        Receiving receiving = new Receiving(request, response, body, traffic, subject, arrived);
        receiving.input.setReadListener(receiving);
    }

    private static OptionalLong announced(HttpServletRequest request) {
        return request.getContentLengthLong() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(request.getContentLengthLong());
    }

    private static void refuse(HttpServletResponse response, FileRefusedException refused) throws IOException {
        int status =
                switch (refused.reason()) {
                    case TOO_LARGE -> HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
                    case NO_SPACE -> INSUFFICIENT_STORAGE;
                };
        Answer.closing(response, status, refused.getMessage());
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended && input.isReady()) {
            int count = input.read(chunk);
            if (count < 0) {
                return;
            }
            try {
                body.write(chunk, count);
                moving.moved(count);
            } catch (FileRefusedException refused) {
                ended = true;
                refuse(response, refused);
                context.complete();
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (body.size() == 0) {
                Answer.text(response, 400, "The body is empty: send the file in it.");
            } else {
                arrived.store(body);
            }
        } catch (StoreUnavailableException away) {
            LOG.warn("{} is not stored: {}", subject, away.getMessage());
            Answer.text(response, 503, "The store is not available: try again.");
        } catch (IOException | RuntimeException failure) {
            LOG.error("{} could not be stored", subject, failure);
            Answer.text(response, 500, "The server failed; its log says why.");
        } finally {
            context.complete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("{} broke off: {}", subject, failure.toString());
        breakOff();
    }

    /** Jetty cuts the connection, because a part of the request is unread. */
    private void breakOff() {
        ended = true;
        try {
            context.complete();
        } catch (IllegalStateException over) {
            LOG.trace("{} is over", subject, over);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        moving.end();
        body.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // there is none
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // nobody does
    }
}
