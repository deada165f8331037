package org.viaduct.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.Traffic.Subject;
import org.viaduct.files.api.StoredFile;

/** Answers GET and HEAD for a file (RFC 9110 9.3.1, 13, 14). */
final class ContentAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(ContentAnswer.class);
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final ContentDirectory contents;
    private final Traffic traffic;

    ContentAnswer(ContentDirectory contents, Traffic traffic) {
        this.contents = contents;
        this.traffic = traffic;
    }

    /** @param ends hears of a body that is sent */
    void answer(HttpServletRequest request, HttpServletResponse response, Kept kept, Subject subject, Sending.Ends ends)
            throws IOException {
        StoredFile file = kept.file();
        Validators validators = Validators.of(file);
        validators.show(response);
        response.setHeader("Accept-Ranges", "bytes");
        switch (validators.verdict(request)) {
            case NOT_MODIFIED -> Answer.empty(response, HttpServletResponse.SC_NOT_MODIFIED);
            case PRECONDITION_FAILED -> Answer.text(
                    response, HttpServletResponse.SC_PRECONDITION_FAILED, "The file is not as the request demands.");
            case GO_ON -> content(
                    request, response, kept, ByteRange.of(request, validators, file.size()), subject, ends);
        }
    }

    private void content(
            HttpServletRequest request,
            HttpServletResponse response,
            Kept kept,
            ByteRange wanted,
            Subject subject,
            Sending.Ends ends)
            throws IOException {
        long size = kept.file().size();
        switch (wanted.kind()) {
            case UNSATISFIABLE -> {
                response.setHeader("Content-Range", "bytes */" + size);
                Answer.text(response, RANGE_NOT_SATISFIABLE, "The file has no such bytes.");
                return;
            }
            case PART -> {
                response.setHeader(
                        "Content-Range",
                        "bytes " + wanted.range().from() + "-" + (wanted.range().to() - 1) + "/" + size);
                Answer.empty(response, HttpServletResponse.SC_PARTIAL_CONTENT);
            }
            case WHOLE -> Answer.empty(response, HttpServletResponse.SC_OK);
        }
        response.setContentType("application/octet-stream");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLengthLong(wanted.range().length());
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        FileChannel channel;
        try {
            channel = contents.open(kept.content());
        } catch (NoSuchFileException removed) {
            LOG.warn(
                    "The content {} of {} is not in the directory",
                    kept.content(),
                    kept.file().name());
            response.reset();
            Answer.closing(response, HttpServletResponse.SC_GONE, "The file is gone.");
            return;
        }
        try {
            Sending.start(request, response, channel, wanted.range(), traffic, subject, size, ends);
        } catch (IOException | RuntimeException notBegun) {
            channel.close();
            throw notBegun;
        }
    }
}
