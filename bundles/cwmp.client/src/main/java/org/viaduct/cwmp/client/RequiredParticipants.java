package org.viaduct.cwmp.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.BundleTracker;
import org.viaduct.cwmp.api.SessionParticipant;

/**
 * The names of those without whom no CPE is served: the participants that an installed bundle, started or not, declares by
 * a capability of the namespace {@link SessionParticipant#NAME}. One whose bundle is uninstalled stays required until this
 * is closed, so that a bundle can also be replaced by another while CPEs wait.
 */
final class RequiredParticipants extends BundleTracker<Bundle> implements Supplier<Set<String>> {

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    RequiredParticipants(BundleContext context) {
        super(context, Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING, null);
    }

    @Override
    public Bundle addingBundle(Bundle bundle, BundleEvent event) {
        note(bundle);
        return bundle;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Bundle same) {
        note(bundle);
    }

    private void note(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            revision.getDeclaredCapabilities(SessionParticipant.NAME)
                    .forEach(each ->
                            names.add(String.valueOf(each.getAttributes().get(SessionParticipant.NAME))));
        }
    }

    @Override
    public Set<String> get() {
        return Set.copyOf(names);
    }
}
