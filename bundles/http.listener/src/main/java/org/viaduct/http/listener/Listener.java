package org.viaduct.http.listener;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
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
 */
@Component(
        configurationPid = "org.viaduct.http.listener",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = Listener.Configuration.class, factory = true)
public final class Listener {

    /** The service property of a servlet that names its listener. */
    static final String PROPERTY = "viaduct.listener";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
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

    private final Map<ServiceReference<Servlet>, Servlet> servlets = new HashMap<>();
    private final String name;
    private final Duration retry;
    private final Optional<HttpServer> server;
    private final ScheduledExecutorService opener =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "listener-opener"));

    @Activate
    public Listener(Configuration configuration) {
        this(configuration.name(), () -> settings(configuration));
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
                    servlets.put(reference, servlet);
                    serveHighestRanked();
                }
            }
        }
    }

    void unbindServlet(ServiceReference<Servlet> reference) {
        synchronized (servlets) {
            if (servlets.remove(reference) != null) {
                serveHighestRanked();
            }
        }
    }

    @Deactivate
    void close() {
        opener.shutdownNow();
        server.ifPresent(HttpServer::close);
    }

    /** The bound port, once it is bound. */
    OptionalInt port() {
        return server.map(HttpServer::port).orElse(OptionalInt.empty());
    }

    private void serveHighestRanked() {
        Optional<Servlet> servlet =
                servlets.isEmpty() ? Optional.empty() : Optional.of(servlets.get(Collections.max(servlets.keySet())));
        server.ifPresent(each -> each.serve(servlet));
    }

    private void open(HttpServer opening) {
        try {
            opening.open();
        } catch (IOException e) {
            LOG.error(
                    "Cannot listen for {} on {} ({}): free the port or change host or port in"
                            + " org.viaduct.http.listener-{}.cfg; trying again every {} s",
                    name,
                    opening.address(),
                    e.getMessage(),
                    name,
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
            LOG.error("Not listening for {}: {} (org.viaduct.http.listener-{}.cfg)", name, e.getMessage(), name);
            return Optional.empty();
        }
    }

    private static ListenerSettings settings(Configuration from) {
        Set<String> hosts = Stream.concat(
                        Stream.of(from.host()), Stream.of(from.allowed_hosts().split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(HostNames::normal)
                .collect(Collectors.toSet());
        return new ListenerSettings(
                from.name(),
                from.host(),
                from.port(),
                hosts,
                from.threads(),
                from.connections(),
                from.header_limit(),
                from.body_limit(),
                Duration.ofMillis(from.header_timeout()),
                Duration.ofMillis(from.body_timeout()),
                Duration.ofMillis(from.idle_timeout()),
                Duration.ofMillis(from.pause()),
                Duration.ofMillis(from.stop_timeout()));
    }
}
