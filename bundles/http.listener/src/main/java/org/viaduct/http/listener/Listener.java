package org.viaduct.http.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener: an address, its limits, and the servlet service whose property {@code viaduct.listener} is its name. Of
 * several such services the one with the highest ranking is served.
 *
 * <p>What keeps it from listening (an address off loopback, a taken port) is one ERROR line; a taken port is tried again.
 * A wrong number is one ERROR line, too, and its default holds; only without a port the listener stays off.
 */
@Component(
        configurationPid = Listener.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = Listener.Configuration.class, factory = true)
public final class Listener {

    static final String PID = "org.viaduct.http.listener";

    /** The service property of a servlet that names its listener. */
    static final String PROPERTY = "viaduct.listener";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int HEAP_SHARE = 8;
    private static final Duration RETRY = Duration.ofSeconds(5);

    @ObjectClassDefinition(
            name = "Viaduct HTTP listener",
            description = "One HTTP address. A change restarts this listener and no other.")
    @interface Configuration {

        @AttributeDefinition(description = "The protocol served: the viaduct.listener property of its servlet.")
        String name() default "";

        @AttributeDefinition(description = "The address to listen on. Only loopback addresses are accepted.")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "The TCP port; 0 takes any free one.", min = "0", max = "65535")
        int port();

        @AttributeDefinition(
                description = "Names that a request's Host header may have, beside host, separated by commas."
                        + " Others are answered 421.")
        String allowed_hosts() default "localhost, 127.0.0.1, ::1";

        @AttributeDefinition(description = "Most threads; requests beyond them wait.", min = "8", max = "1000")
        int threads() default 32;

        @AttributeDefinition(
                description = "Most connections; further ones wait to be accepted, and idle ones are closed sooner.",
                min = "1",
                max = "100000")
        int connections() default 1000;

        @AttributeDefinition(
                description = "Bytes of request line and headers; more is answered 431.",
                min = "256",
                max = "65536")
        int header_limit() default 8192;

        @AttributeDefinition(
                description = "Bytes of a request body, as sent and after gzip inflation; more is answered 413.",
                min = "1",
                max = "1073741824")
        int body_limit() default 1048576;

        @AttributeDefinition(
                description =
                        "Bytes that the bodies of all requests may occupy together, at least body.limit; a body that"
                                + " finds no room is answered 503. 0: an eighth of the largest heap.",
                min = "0",
                max = "1099511627776")
        long bodies_limit() default 0;

        @AttributeDefinition(
                description = "Milliseconds for a request's headers to arrive in; the connection is closed then.",
                min = "1",
                max = "600000")
        int header_timeout() default 10000;

        @AttributeDefinition(
                description = "Milliseconds for a request's body to arrive in; later is answered 408.",
                min = "1",
                max = "600000")
        int body_timeout() default 30000;

        @AttributeDefinition(
                description = "Milliseconds after which a silent connection is closed.",
                min = "1",
                max = "3600000")
        int idle_timeout() default 30000;

        @AttributeDefinition(
                description = "Milliseconds that requests wait while the servlet's bundle is stopped or updated;"
                        + " 503 after that.",
                min = "0",
                max = "60000")
        int pause() default 5000;

        @AttributeDefinition(
                description = "Milliseconds that requests in progress have to finish when the listener stops.",
                min = "0",
                max = "60000")
        int stop_timeout() default 5000;
    }

    private record Mounted(ComponentServiceObjects<Servlet> objects, Servlet servlet) {

        void unget() {
            objects.ungetService(servlet);
        }
    }

    private final Map<ServiceReference<Servlet>, Mounted> servlets = new HashMap<>();
    private final String name;
    private final Duration retry;
    private final Optional<HttpServer> server;
    private final ScheduledExecutorService opener =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "listener-opener"));

    @Activate
    public Listener(Configuration configuration, Map<String, Object> properties) {
        this(
                configuration.name(),
                () -> settings(
                        configuration,
                        new NumberSettings(properties, file(configuration.name()), Configuration.class)));
    }

    Listener(String name, Supplier<ListenerSettings> settings) {
        this(name, settings, RETRY);
    }

    Listener(String name, Supplier<ListenerSettings> settings, Duration retry) {
        this.name = name;
        this.retry = retry;
        this.server = server(name, settings);
        server.ifPresent(this::open);
    }

    @Reference(
            target = "(" + PROPERTY + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindServlet(ComponentServiceObjects<Servlet> objects) {
        ServiceReference<Servlet> reference = objects.getServiceReference();
        if (name.equals(reference.getProperty(PROPERTY))) {
            Servlet servlet = objects.getService();
            if (servlet != null) {
                synchronized (servlets) {
                    servlets.put(reference, new Mounted(objects, servlet));
                    serveHighestRanked();
                }
            }
        }
    }

    void unbindServlet(ServiceReference<Servlet> reference) {
        synchronized (servlets) {
            Mounted departing = servlets.remove(reference);
            if (departing != null) {
                serveHighestRanked();
                departing.unget();
            }
        }
    }

    @Deactivate
    void close() {
        opener.shutdownNow();
        server.ifPresent(HttpServer::close);
        synchronized (servlets) {
            servlets.values().forEach(Mounted::unget);
            servlets.clear();
        }
    }

    /** The bound port, once it is bound. */
    OptionalInt port() {
        return server.map(HttpServer::port).orElse(OptionalInt.empty());
    }

    private void serveHighestRanked() {
        Optional<Servlet> servlet = servlets.keySet().stream()
                .max(Comparator.naturalOrder())
                .map(highest -> servlets.get(highest).servlet());
        server.ifPresent(each -> each.serve(servlet));
    }

    private void open(HttpServer opening) {
        try {
            opening.open();
        } catch (IOException e) {
            LOG.error(
                    "Cannot listen for {} on {} ({}): free the port or change host or port in {}; trying again every {} s",
                    name,
                    opening.address(),
                    e.getMessage(),
                    file(name),
                    retry.toSeconds());
            opener.scheduleWithFixedDelay(
                    () -> openQuietly(opening), retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void openQuietly(HttpServer opening) {
        try {
            opening.open();
            opener.shutdown();
        } catch (IOException e) {
            LOG.debug("Still cannot listen for {} on {}: {}", name, opening.address(), e.getMessage());
        }
    }

    private static Optional<HttpServer> server(String name, Supplier<ListenerSettings> settings) {
        try {
            return Optional.of(new HttpServer(settings.get()));
        } catch (IllegalArgumentException e) {
            LOG.error("Not listening for {}: {} ({})", name, e.getMessage(), file(name));
            return Optional.empty();
        }
    }

    private static ListenerSettings settings(Configuration from, NumberSettings numbers) {
        Set<String> hosts = Stream.concat(
                        Stream.of(from.host()), Stream.of(from.allowed_hosts().split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(HostNames::normal)
                .collect(Collectors.toSet());
        int bodyLimit = (int) numbers.number("body.limit", 1, 1 << 30);
        return new ListenerSettings(
                from.name(),
                from.host(),
                (int) numbers.number("port", 0, 65_535),
                hosts,
                (int) numbers.number("threads", 8, 1_000),
                (int) numbers.number("connections", 1, 100_000),
                (int) numbers.number("header.limit", 256, 65_536),
                bodyLimit,
                bodiesLimit(numbers.number("bodies.limit", 0, 1L << 40), bodyLimit),
                Duration.ofMillis(numbers.number("header.timeout", 1, 600_000)),
                Duration.ofMillis(numbers.number("body.timeout", 1, 600_000)),
                Duration.ofMillis(numbers.number("idle.timeout", 1, 3_600_000)),
                Duration.ofMillis(numbers.number("pause", 0, 60_000)),
                Duration.ofMillis(numbers.number("stop.timeout", 0, 60_000)));
    }

    /** Never below what one body may have, whatever the heap. */
    private static long bodiesLimit(long configured, int bodyLimit) {
        return Math.max(bodyLimit, configured == 0 ? Runtime.getRuntime().maxMemory() / HEAP_SHARE : configured);
    }

    private static String file(String name) {
        return PID + "-" + name + ".cfg";
    }
}
