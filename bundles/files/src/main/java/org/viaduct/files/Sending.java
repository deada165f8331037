package org.viaduct.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.Coverage.Range;
import org.viaduct.files.Traffic.Subject;

/** Writes a part of a content as fast as the peer takes it; no thread waits for the peer. */
final class Sending implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final int CHUNK = 32 << 10;

    /** Hears of the end. */
    interface Ends {

        /** The last bytes of a range are about to be written. */
        void nearly(Range range);

        /**
         * The request is over.
         *
         * @param range what was to be sent
         * @param sent what was, as far as is known
         * @param all whether that is all of it
         */
        void ended(Range range, Range sent, boolean all);
    }

    private final FileChannel content;
    private final Range range;
    private final Subject subject;
    private final Ends ends;
    private final AsyncContext context;
    private final ServletOutputStream output;
    private final Traffic.Moving moving;
    private final byte[] chunk = new byte[CHUNK];
    private long position;
    private volatile long confirmed;
    private volatile boolean failed;

    private Sending(
            HttpServletRequest request,
            HttpServletResponse response,
            FileChannel content,
            Range range,
            Traffic traffic,
            Subject subject,
            long size,
            Ends ends)
            throws IOException {
        this.content = content;
        this.range = range;
        this.subject = subject;
        this.ends = ends;
        position = range.from();
        confirmed = position;
        output = response.getOutputStream();
        context = request.startAsync();
        context.setTimeout(0);
        context.addListener(this);
        moving = traffic.begin(subject, OptionalLong.of(size), range.from(), this::breakOff);
    }

    /**
     * Begins. The headers are set; the content is closed at the end.
     *
     * @param size bytes of the whole content
     */
    static void start(
            HttpServletRequest request,
            HttpServletResponse response,
            FileChannel content,
            Range range,
            Traffic traffic,
            Subject subject,
            long size,
            Ends ends)
            throws IOException {
        Sending sending = new Sending(request, response, content, range, traffic, subject, size, ends);
        sending.output.setWriteListener(sending);
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!failed && output.isReady()) {
            confirmed = position;
            if (position == range.to()) {
                context.complete();
                return;
            }
            int wanted = (int) Math.min(CHUNK, range.to() - position);
            int count = content.read(ByteBuffer.wrap(chunk, 0, wanted), position);
            if (count <= 0) {
                throw new IOException("The content is shorter than it was");
            }
            if (position + count == range.to()) {
                ends.nearly(range);
            }
            position += count;
            output.write(chunk, 0, count);
            moving.moved(count);
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("{} broke off: {}", subject, failure.toString());
        breakOff();
    }

    /** Jetty cuts the connection, because the response is shorter than it says. */
    private void breakOff() {
        failed = true;
        try {
            context.complete();
        } catch (IllegalStateException over) {
            LOG.trace("{} is over", subject, over);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        moving.end();
        content.close();
        boolean all = !failed && confirmed == range.to();
        ends.ended(range, new Range(range.from(), confirmed), all);
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
