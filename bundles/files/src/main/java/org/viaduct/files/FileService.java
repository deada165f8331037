package org.viaduct.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Files;
import org.viaduct.files.api.RunningTransfer;
import org.viaduct.files.api.RunningTransfer.Direction;
import org.viaduct.files.api.StoredFile;
import org.viaduct.files.api.Transfers;
import org.viaduct.onem2m.access.Callers;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.Store;
import org.viaduct.store.StoreUnavailableException;

/**
 * The files for CPEs and from CPEs: for the other bundles, and over HTTP on the listener named {@code files}. It goes when
 * the store goes, and transfers under way break off; CPEs resume them. Nobody is anonymous there: a one-time URL says whose
 * it is.
 */
@Component(
        service = {Files.class, Transfers.class, Servlet.class},
        property = {"viaduct.listener=files", "asyncSupported:Boolean=true", "viaduct.authenticates:Boolean=true"},
        configurationPid = FileService.PID)
@Designate(ocd = FileService.Configuration.class)
public final class FileService extends HttpServlet implements Files, Transfers {

    static final String PID = "org.viaduct.files";

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(FileService.class);
    private static final Duration SWEEPS = Duration.ofHours(1);
    private static final Duration LOOKS = Duration.ofSeconds(30);
    private static final int CHUNK = 32 << 10;

    /** Where files lie, and what bounds them. */
    @ObjectClassDefinition(
            name = "Viaduct files",
            description = "Firmware images, configuration files and uploads, and the URLs that CPEs transfer them by.")
    @interface Configuration {

        @AttributeDefinition(
                description = "The directory of the contents, on a local file system; which file is which is in the"
                        + " store. Empty: files in Karaf's base directory.")
        String directory() default "";

        @AttributeDefinition(
                description =
                        "Scheme, host and port of the files listener as CPEs reach it: what their URLs begin with.")
        String url() default "http://127.0.0.1:7548/";

        @AttributeDefinition(
                description =
                        "Seconds that a URL which a CPE was given stays valid, beside its delaySeconds. A CPE that"
                                + " fetches later is refused, and the command fails.",
                min = "60",
                max = "31536000")
        int url_lifetime() default 86400;

        @AttributeDefinition(
                description = "Bytes that a file may have; larger ones are refused.",
                min = "1",
                max = "1099511627776")
        long file_limit() default 1073741824L;

        @AttributeDefinition(
                description = "Bytes that all files may have together; what finds no room is refused.",
                min = "1",
                max = "1125899906842624")
        long total_limit() default 21474836480L;

        @AttributeDefinition(
                description = "Bytes that are to be left on the disk; what would leave less is refused.",
                min = "0",
                max = "1125899906842624")
        long free_limit() default 268435456L;

        @AttributeDefinition(
                description = "Bytes a second; a transfer that is slower for half a minute is broken off. 0: none is.",
                min = "0",
                max = "1000000000")
        long rate_minimum() default 100;

        @AttributeDefinition(
                description =
                        "Originators, separated by commas: whoever has a token or a certificate for one of them may"
                                + " list, fetch, store and remove files by HTTP. Empty: nobody.",
                required = false)
        String operators() default "CAdmin";
    }

    private final transient Settings settings;
    private final transient Clock clock;
    private final transient ContentDirectory contents;
    private final transient Library library;
    private final transient TransferBook book;
    private final transient Traffic traffic;
    private final transient TransferEndpoint endpoint;
    private final transient OperatorEndpoint operators;
    private final transient ScheduledThreadPoolExecutor timer;
    private transient volatile @Nullable Callers callers;

    /** @throws IOException when the directory cannot be used */
    @Activate
    public FileService(Configuration configuration, Map<String, Object> properties, @Reference Store store)
            throws IOException {
        this(settings(configuration, properties), store, Clock.systemUTC());
    }

    FileService(Settings settings, Store store, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        contents = new ContentDirectory(settings.directory(), settings.limits());
        library = new Library(store, contents, clock);
        book = new TransferBook(store, clock);
        traffic = new Traffic(clock);
        endpoint = new TransferEndpoint(book, library, contents, traffic, clock);
        operators = new OperatorEndpoint(
                library,
                contents,
                traffic,
                new Operators(settings.operators(), () -> Optional.ofNullable(callers), clock),
                this::sweepSoon);
        timer = new ScheduledThreadPoolExecutor(
                1, task -> new Thread(task, "files-timer"), new ThreadPoolExecutor.DiscardPolicy());
        timer.scheduleWithFixedDelay(this::tidy, 0, SWEEPS.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> traffic.breakOffSlow(settings.slowest(), LOOKS),
                LOOKS.toMillis(),
                LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCallers(Callers service) {
        callers = service;
    }

    void unbindCallers(Callers service) {
        if (callers == service) {
            callers = null;
        }
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
        traffic.close();
    }

    @Override
    public StoredFile put(FileName name, InputStream content, String by) throws IOException {
        try (Incoming incoming = contents.receive(OptionalLong.empty())) {
            byte[] chunk = new byte[CHUNK];
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                incoming.write(chunk, count);
            }
            StoredFile stored = library.keep(name, incoming, by);
            sweepSoon();
            return stored;
        }
    }

    @Override
    public Optional<StoredFile> find(FileName name) {
        return library.find(name).map(Kept::file);
    }

    @Override
    public List<StoredFile> list(String after, int limit) {
        return library.list(after, limit).stream().map(Kept::file).toList();
    }

    @Override
    public boolean remove(FileName name) {
        boolean removed = library.remove(name);
        sweepSoon();
        return removed;
    }

    @Override
    public List<RunningTransfer> running() {
        return traffic.running();
    }

    @Override
    public Optional<Offer> offer(String transfer, FileName name, String device, Duration delay) {
        return library.find(name).map(kept -> {
            TransferToken token = TransferToken.make(transfer, Labels.label(name));
            book.put(token, Direction.DOWNLOAD, device, expiry(delay), Optional.of(kept));
            return new Offer(token.url(settings.base()), kept.file().size());
        });
    }

    @Override
    public String accept(String transfer, String label, String device, Duration delay) {
        TransferToken token = TransferToken.make(transfer, Labels.label(label));
        book.put(token, Direction.UPLOAD, device, expiry(delay), Optional.empty());
        return token.url(settings.base());
    }

    @Override
    public Optional<StoredFile> accepted(String transfer) {
        return book.find(transfer)
                .filter(found -> found.direction() == Direction.UPLOAD)
                .flatMap(TransferRecord::file)
                .map(Kept::file);
    }

    @Override
    public void end(String owner) {
        book.end(owner).forEach(traffic::breakOff);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (request.getRequestURI().startsWith(OperatorEndpoint.PATH)) {
                operators.serve(request, response);
            } else {
                endpoint.serve(request, response);
            }
        } catch (StoreUnavailableException away) {
            LOG.debug("The store is away", away);
            Answer.closing(response, 503, "The store is not available: try again.");
        } catch (RuntimeException failure) {
            LOG.error("A request for a file failed", failure);
            Answer.closing(response, 500, "The server failed; its log says why.");
        }
    }

    private Instant expiry(Duration delay) {
        return clock.instant().plus(settings.lifetime()).plus(delay);
    }

    private void sweepSoon() {
        timer.execute(this::sweep);
    }

    /** After a file was removed or replaced. */
    private void sweep() {
        if (library.hasUnused()) {
            tidy();
        }
    }

    private void tidy() {
        try {
            library.sweep(book.needed());
        } catch (RuntimeException later) {
            LOG.debug("What nobody needs is deleted later", later);
        }
    }

    private static Settings settings(Configuration from, Map<String, Object> properties) {
        NumberSettings numbers = new NumberSettings(properties, PID + ".cfg", Configuration.class);
        Path directory = from.directory().isBlank()
                ? Path.of(System.getProperty("karaf.base", "."), "files")
                : Path.of(from.directory().strip());
        return new Settings(
                directory,
                base(from.url()),
                new Limits(
                        numbers.number("file.limit", 1, 1L << 40),
                        numbers.number("total.limit", 1, 1L << 50),
                        numbers.number("free.limit", 0, 1L << 50)),
                Duration.ofSeconds(numbers.number("url.lifetime", 60, 31_536_000)),
                numbers.number("rate.minimum", 0, 1_000_000_000),
                Stream.of(from.operators().split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet()));
    }

    private static String base(String url) {
        try {
            return Settings.base(url);
        } catch (IllegalArgumentException wrong) {
            LOG.error("{}.cfg: {}", PID, wrong.getMessage());
            throw wrong;
        }
    }
}
