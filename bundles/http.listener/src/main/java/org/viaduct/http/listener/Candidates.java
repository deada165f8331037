package org.viaduct.http.listener;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.Servlet;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servlet services that name a listener. Of those it may serve the one with the highest ranking is the best. */
final class Candidates {

    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    record Mounted(ComponentServiceObjects<Servlet> objects, Servlet servlet) {

        void unget() {
            objects.ungetService(servlet);
        }
    }

    private final Map<ServiceReference<Servlet>, Mounted> servlets = new HashMap<>();
    private final String listener;
    private final String file;
    private final Optional<HttpServer> exposed;

    /** @param exposed the server, when it is not on loopback */
    Candidates(String listener, String file, Optional<HttpServer> exposed) {
        this.listener = listener;
        this.file = file;
        this.exposed = exposed;
    }

    void add(ComponentServiceObjects<Servlet> objects) {
        Servlet servlet = objects.getService();
        if (servlet != null) {
            servlets.put(objects.getServiceReference(), new Mounted(objects, servlet));
            look(objects.getServiceReference());
        }
    }

    /** Says why a servlet is not served, if it is not. */
    void look(ServiceReference<Servlet> reference) {
        if (!servlets.containsKey(reference) || isServed(reference)) {
            return;
        }
        Bundle bundle = reference.getBundle();
        Object setting = reference.getProperty(Listener.AUTHENTICATES_BY);
        LOG.error(
                "Not serving {} on {}: the address is not loopback, and the servlet of {} admits anonymous callers: {},"
                        + " or set host to 127.0.0.1 in {}",
                listener,
                exposed.map(HttpServer::address).orElseThrow(),
                bundle == null ? "a bundle that is gone" : bundle.getSymbolicName(),
                setting == null ? "let it authenticate them" : setting,
                file);
    }

    Optional<Mounted> remove(ServiceReference<Servlet> reference) {
        return Optional.ofNullable(servlets.remove(reference));
    }

    void clear() {
        servlets.values().forEach(Mounted::unget);
        servlets.clear();
    }

    Optional<Servlet> best() {
        return servlets.keySet().stream()
                .filter(this::isServed)
                .max(Comparator.naturalOrder())
                .map(highest -> servlets.get(highest).servlet());
    }

    private boolean isServed(ServiceReference<Servlet> reference) {
        return exposed.isEmpty() || Boolean.TRUE.equals(reference.getProperty(Listener.AUTHENTICATES));
    }
}
