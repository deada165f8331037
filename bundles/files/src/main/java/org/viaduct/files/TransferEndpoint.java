package org.viaduct.files;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.Coverage.Range;
import org.viaduct.files.Traffic.Subject;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.RunningTransfer.Direction;
import org.viaduct.store.StoreUnavailableException;

/** The one-time URLs of CPEs: {@code /t/<transfer>.<secret>/<label>}. Whoever has one needs nothing else. */
final class TransferEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TransferEndpoint.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The URL was used up while its last request was under way. */
    private static final class OverException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final TransferBook book;
    private final Library library;
    private final ContentDirectory contents;
    private final ContentAnswer answers;
    private final Traffic traffic;
    private final Clock clock;

    /** What is delivered, if the requests that are being answered end well, beside what is stored. */
    private final Set<Promised> promised = ConcurrentHashMap.newKeySet();

    private record Promised(String secretHash, Range range) {}

    TransferEndpoint(TransferBook book, Library library, ContentDirectory contents, Traffic traffic, Clock clock) {
        this.book = book;
        this.library = library;
        this.contents = contents;
        this.answers = new ContentAnswer(contents, traffic);
        this.traffic = traffic;
        this.clock = clock;
    }

    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<TransferToken> token = TransferToken.read(request.getRequestURI());
        List<Promised> before = List.copyOf(promised);
        Optional<TransferRecord> found =
                token.flatMap(shown -> book.find(shown.transfer()).filter(shown::proves));
        if (found.isEmpty()) {
            Answer.closing(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing here.");
            return;
        }
        TransferRecord transfer = found.get();
        if (!transfer.live(clock.instant()) || isPromised(transfer, before)) {
            over(response);
            return;
        }
        switch (transfer.direction()) {
            case DOWNLOAD -> download(transfer, request, response);
            case UPLOAD -> upload(transfer, request, response);
        }
    }

    /** @param before the promises before the transfer was read: they are kept until they are stored */
    private static boolean isPromised(TransferRecord transfer, List<Promised> before) {
        Coverage delivered = transfer.delivered();
        for (Promised each : before) {
            delivered = each.secretHash().equals(transfer.secretHash()) ? delivered.with(each.range()) : delivered;
        }
        return transfer.delivered(delivered).spent();
    }

    private void download(TransferRecord transfer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            Answer.closing(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "This file is to be fetched by GET.");
            return;
        }
        Kept kept = transfer.file().orElseThrow();
        Subject subject = new Subject(
                Direction.DOWNLOAD,
                kept.file().name().value(),
                Optional.of(transfer.id()),
                Optional.of(transfer.device()));
        answers.answer(request, response, kept, subject, new Delivery(transfer, kept, subject));
    }

    /** An offer is used up before its last byte can have arrived, so that nobody fetches it twice. */
    private final class Delivery implements Sending.Ends {

        private final TransferRecord transfer;
        private final Kept kept;
        private final Subject subject;

        Delivery(TransferRecord transfer, Kept kept, Subject subject) {
            this.transfer = transfer;
            this.kept = kept;
            this.subject = subject;
        }

        @Override
        public void nearly(Range range) {
            promised.add(new Promised(transfer.secretHash(), range));
        }

        @Override
        public void ended(Range range, Range sent, boolean all) {
            try {
                book.delivered(transfer, sent);
                if (all) {
                    LOG.info(
                            "{}: sent the bytes up to {} of {}",
                            subject,
                            sent.to(),
                            kept.file().size());
                }
            } catch (StoreUnavailableException away) {
                LOG.warn("{}: it is not stored how far it came: {}", subject, away.getMessage());
            } finally {
                promised.remove(new Promised(transfer.secretHash(), range));
            }
        }
    }

    private void upload(TransferRecord transfer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("PUT") && !request.getMethod().equals("POST")) {
            response.setHeader("Allow", "PUT, POST");
            Answer.closing(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "A file is to be sent here by PUT.");
            return;
        }
        Subject subject = new Subject(
                Direction.UPLOAD,
                name(transfer, 0).value(),
                Optional.of(transfer.id()),
                Optional.of(transfer.device()));
        Receiving.start(
                request, response, contents, traffic, subject, body -> accept(transfer, subject, body, response));
    }

    private void accept(TransferRecord transfer, Subject subject, Incoming body, HttpServletResponse response)
            throws IOException {
        FileName first = new FileName(subject.file());
        try {
            library.keep(
                    attempt -> attempt == 0 ? first : name(transfer, attempt),
                    body,
                    transfer.device(),
                    Optional.of(transfer.device()),
                    (change, kept) -> {
                        if (!book.accept(transfer, kept, change)) {
                            throw new OverException();
                        }
                    });
            Answer.empty(response, HttpServletResponse.SC_CREATED);
            response.setContentLength(0);
        } catch (OverException late) {
            LOG.debug("{} came too late", subject, late);
            over(response);
        }
    }

    private static void over(HttpServletResponse response) throws IOException {
        Answer.closing(response, HttpServletResponse.SC_GONE, "This URL is used up.");
    }

    /** Of a file that is sent: by device and time. */
    private FileName name(TransferRecord transfer, int attempt) {
        String time = TIME.format(clock.instant());
        return new FileName(Labels.segment(transfer.device(), FileName.LONGEST_SEGMENT) + "/" + time + "-"
                + transfer.label() + (attempt == 0 ? "" : "-" + (attempt + 1)));
    }
}
