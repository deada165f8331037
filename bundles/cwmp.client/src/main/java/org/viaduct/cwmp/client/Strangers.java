package org.viaduct.cwmp.client;

import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.cwmp.api.CpeAuthentication;
import org.viaduct.cwmp.api.Devices;
import org.viaduct.cwmp.api.SessionParticipant;

/**
 * Services that are there but cannot be used here, because their bundle and this one are wired to different revisions of
 * the API: so it is when the API's bundle was updated without a refresh.
 */
final class Strangers {

    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    private final BundleContext context;
    private Set<String> known = Set.of();

    Strangers(BundleContext context) {
        this.context = context;
    }

    /** Names them and the cure in one line, unless that was said of the same ones before. */
    synchronized void warn() {
        Set<String> present = new TreeSet<>();
        addTo(present, SessionParticipant.class);
        addTo(present, Devices.class);
        addTo(present, CpeAuthentication.class);
        if (!present.isEmpty() && !present.equals(known)) {
            LOG.warn(
                    "{} cannot be used: the bundles are wired to another revision of cwmp.api than cwmp.client, as after"
                            + " an update without refresh: run bundle:refresh",
                    present);
        }
        known = present;
    }

    private void addTo(Set<String> present, Class<?> service) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(service.getName(), null);
            for (ServiceReference<?> each : references == null ? new ServiceReference<?>[0] : references) {
                if (!each.isAssignableTo(context.getBundle(), service.getName())) {
                    present.add(
                            service.getSimpleName() + " of " + each.getBundle().getSymbolicName());
                }
            }
        } catch (InvalidSyntaxException | IllegalStateException stopping) {
            LOG.debug("The services of {} cannot be looked up", service, stopping);
        }
    }
}
