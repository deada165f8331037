package org.viaduct.store.postgresql;

import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.viaduct.settings.NumberSettings;
import org.viaduct.store.StoreBackend;
import org.viaduct.store.StoreUnavailableException;

/** Publishes the store once the database could be used; until then it tries once a second. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.viaduct.store.StoreBackend\"")
@Component(
        service = {},
        immediate = true,
        configurationPid = PostgresqlSettings.PID)
@Designate(ocd = PostgresqlSettings.class)
public final class PostgresqlBackend {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresqlBackend.class);

    private static final long TICK_MILLIS = 1_000;

    private final BundleContext context;
    private final Access access;
    private final Thread opener;
    private boolean closed;
    private @Nullable PostgresqlStore store;
    private @Nullable ServiceRegistration<StoreBackend> registration;

    @Activate
    public PostgresqlBackend(BundleContext context, PostgresqlSettings settings, Map<String, Object> properties) {
        this.context = context;
        access = Access.of(
                settings, new NumberSettings(properties, PostgresqlSettings.PID + ".cfg", PostgresqlSettings.class));
        opener = new Thread(this::open, "viaduct-store-opener");
        opener.setDaemon(true);
        opener.start();
    }

    @Deactivate
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
            if (registration != null) {
                registration.unregister();
            }
        }
        if (store != null) {
            store.stop();
        }
    }

    private void open() {
        boolean warned = false;
        Database database = new Database(access);
        while (!isClosed()) {
            try {
                publish(new PostgresqlStore(database));
                return;
            } catch (StoreUnavailableException e) {
                if (!warned) {
                    LOG.warn("{} It is tried once a second.", e.getMessage());
                    LOG.debug("The database cannot be used", e);
                    warned = true;
                }
                pause();
            }
        }
        database.close();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void pause() {
        try {
            if (!closed) {
                wait(TICK_MILLIS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private synchronized void publish(PostgresqlStore opened) {
        if (closed) {
            opened.stop();
            return;
        }
        LOG.info("Resources are kept in {}", access);
        store = opened;
        registration = context.registerService(
                StoreBackend.class, opened, new Hashtable<>(Map.of(StoreBackend.NAME, "postgresql")));
    }
}
