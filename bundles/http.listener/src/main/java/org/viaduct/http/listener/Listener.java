package org.viaduct.http.listener;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener: an address, its limits, and the servlet service whose property {@code viaduct.listener} is its name. Of
 * several such services the one with the highest ranking is served.
 *
 * <p>Off loopback it opens only over TLS and only for a servlet that says by {@code viaduct.authenticates} that it admits
 * no anonymous caller.
 *
 * <p>What keeps it from listening is one ERROR line; a taken port and unreadable certificates are tried again. A wrong
 * number is one ERROR line, too, and its default holds; only without a port the listener stays off.
 */
@Component(
        configurationPid = Listener.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {})
@Designate(ocd = ListenerConfiguration.class, factory = true)
public final class Listener {

    static final String PID = "org.viaduct.http.listener";

    /** The service property of a servlet that names its listener. */
    static final String PROPERTY = "viaduct.listener";

    /** The service property of a servlet, Boolean: whether it admits no anonymous caller off loopback. */
    static final String AUTHENTICATES = "viaduct.authenticates";

    /** The service property of a servlet: which setting makes it so, as a clause to read after a colon. */
    static final String AUTHENTICATES_BY = "viaduct.authenticates.by";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String name;
    private final Candidates candidates;
    private final Opening opening;
    private final Optional<HttpServer> server;

    @Activate
    public Listener(ListenerConfiguration configuration, Map<String, Object> properties) {
        this(configuration.name(), () -> SettingsReader.read(configuration, properties, file(configuration.name())));
    }

    Listener(String name, Supplier<ListenerSettings> settings) {
        this(name, settings, RETRY);
    }

    Listener(String name, Supplier<ListenerSettings> settings, Duration retry) {
        this.name = name;
        this.server = server(name, settings);
        Optional<HttpServer> exposed = server.filter(each -> !each.settings().loopback());
        this.candidates = new Candidates(name, file(name), exposed);
        this.opening = new Opening(name, file(name), retry);
        exposed.ifPresentOrElse(this::announce, () -> server.ifPresent(opening::begin));
    }

    private void announce(HttpServer exposed) {
        LOG.info(
                "Listener {} opens {} once there is a servlet for it that authenticates its callers",
                name,
                exposed.address());
        if (!exposed.settings().nameable()) {
            LOG.warn(
                    "Listener {} will answer 421 to whoever calls it by a name: add its names to allowed.hosts in {}",
                    name,
                    file(name));
        }
    }

    @Reference(
            target = "(" + PROPERTY + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindServlet(ComponentServiceObjects<Servlet> objects) {
        if (name.equals(objects.getServiceReference().getProperty(PROPERTY))) {
            synchronized (candidates) {
                candidates.add(objects);
                serveBest();
            }
        }
    }

    /** It may authenticate now, or no more. */
    void updatedServlet(ServiceReference<Servlet> reference) {
        synchronized (candidates) {
            candidates.look(reference);
            serveBest();
        }
    }

    void unbindServlet(ServiceReference<Servlet> reference) {
        synchronized (candidates) {
            Optional<Candidates.Mounted> departing = candidates.remove(reference);
            if (departing.isPresent()) {
                serveBest();
                departing.get().unget();
            }
        }
    }

    @Deactivate
    void close() {
        opening.end();
        server.ifPresent(HttpServer::close);
        synchronized (candidates) {
            candidates.clear();
        }
    }

    /** The bound port, once it is bound. */
    OptionalInt port() {
        return server.map(HttpServer::port).orElse(OptionalInt.empty());
    }

    /** What is open stays open: its port is not lost while a servlet's bundle is updated. */
    private void serveBest() {
        Optional<Servlet> best = candidates.best();
        server.ifPresent(each -> each.serve(best));
        if (best.isPresent()) {
            server.ifPresent(opening::begin);
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

    private static String file(String name) {
        return PID + "-" + name + ".cfg";
    }
}
