package org.viaduct.store.selection;

import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.Store;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreBackends;
import org.viaduct.store.StoreUnavailableException;

/**
 * Publishes the store as soon as the backend that is selected was there once, and from then on for as long as it is itself
 * active: whoever uses the store does not notice that a backend goes and comes.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.viaduct.store.Store\"")
@Component(service = StoreBackends.class, immediate = true, configurationPid = SelectionSettings.PID)
@Designate(ocd = SelectionSettings.class)
public final class StoreSelection implements StoreBackends {

    private static final Logger LOG = LoggerFactory.getLogger(StoreSelection.class);

    private static final long START_SECONDS = 15;
    private static final String BACKEND = "backend";

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final SelectedStore store;
    private @Nullable ServiceRegistration<Store> registration;
    private boolean closed;

    @Activate
    public StoreSelection(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            SelectionSettings settings,
            Map<String, Object> properties) {
        this.context = context;
        this.configurations = configurations;
        store = new SelectedStore(settings.backend().strip(), pause(properties));
        CompletableFuture.delayedExecutor(START_SECONDS, TimeUnit.SECONDS).execute(this::warnOfAbsence);
    }

    @Modified
    void modified(SelectionSettings settings, Map<String, Object> properties) {
        store.pause(pause(properties));
        select(settings.backend().strip());
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        if (registration != null) {
            registration.unregister();
        }
    }

    private static Duration pause(Map<String, Object> properties) {
        return Duration.ofSeconds(
                new NumberSettings(properties, SelectionSettings.PID + ".cfg", SelectionSettings.class)
                        .number("pause.seconds", 0, 60));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindBackend(StoreBackend backend, Map<String, Object> properties) {
        store.arrived(String.valueOf(properties.get(StoreBackend.NAME)), backend);
        publish();
    }

    void unbindBackend(StoreBackend backend, Map<String, Object> properties) {
        store.left(String.valueOf(properties.get(StoreBackend.NAME)), backend);
    }

    private synchronized void publish() {
        if (!closed && registration == null && store.isThere()) {
            LOG.info("The store is {}", store.selected());
            registration = context.registerService(Store.class, store, null);
        }
    }

    private synchronized void warnOfAbsence() {
        if (!closed && !store.isThere()) {
            LOG.warn(store.absence());
        }
    }

    private void select(String name) {
        if (!name.equals(store.selected())) {
            LOG.info("The store was {}, and is {} from now on", store.selected(), name);
            store.select(name);
            publish();
        }
    }

    @Override
    public SortedSet<String> names() {
        return store.names();
    }

    @Override
    public String selected() {
        return store.selected();
    }

    @Override
    public Totals copy(String from, String to, boolean select, Consumer<Progress> progress) {
        StoreBackend source = backend(from);
        StoreBackend target = backend(to);
        if (source == target || to.equals(store.selected())) {
            throw new IllegalArgumentException("The store " + to + " is in use: copy to another.");
        }
        store.hold("The store " + from + " is being copied to " + to + ": changes are refused until that has ended.");
        try {
            LOG.info("Copying the store {} to {}", from, to);
            Totals totals = new Copy(source, target, progress).run();
            LOG.info(
                    "Copied {} resources and {} entries from {} to {}", totals.resources(), totals.entries(), from, to);
            if (select) {
                keepSelection(to);
                select(to);
            }
            return totals;
        } finally {
            store.release();
        }
    }

    private StoreBackend backend(String name) {
        return store.backend(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no store " + name + ", but "
                        + String.join(", ", store.names()) + ": install the feature viaduct-store-" + name + "."));
    }

    private void keepSelection(String name) {
        try {
            Configuration configuration = configurations.getConfiguration(SelectionSettings.PID, "?");
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties == null) {
                properties = new Hashtable<>();
            }
            properties.put(BACKEND, name);
            configuration.update(properties);
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "The selection of " + name + " cannot be kept (" + e.getMessage()
                            + "): the store in use stays so. Set backend in org.viaduct.store.selection.cfg by hand.",
                    e);
        }
    }
}
