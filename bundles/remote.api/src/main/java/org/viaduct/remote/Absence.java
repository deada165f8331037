package org.viaduct.remote;

import java.net.URI;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * That the other half does not answer, as a service while it is so: no framework knows that it is missing, and {@code viaduct:why}
 * tells. Thread-safe.
 */
public final class Absence {

    /** Service property, of whatever service: a sentence about what its bundle misses, with what to do. */
    public static final String MISSED = "viaduct.missed";

    private static final String SETTINGS = "etc/org.viaduct.remote.cfg";
    private static final String ADDRESS = "endpoint.id";

    private final BundleContext context;
    private final String half;
    private volatile String where = "";
    private volatile @Nullable ServiceRegistration<Absence> told;
    private String sentence = "";

    /** @param half what is absent: gateway or core */
    public Absence(BundleContext context, String half) {
        this.context = context;
        this.half = half;
    }

    /** Where the other half is, by the properties of a service that it has. */
    public void at(Map<String, ?> imported) {
        where = imported.get(ADDRESS) instanceof String address
                ? " at " + URI.create(address).resolve("/")
                : "";
    }

    /** It is not known where the other half is. */
    public void unknown() {
        begin("This comes from the " + half + ", another container, and none is known: set peer in " + SETTINGS
                + " to its address");
    }

    /** The other half does not answer. */
    public void because(RuntimeException failure) {
        begin("This comes from the " + half + ", the container" + where + ": " + failure.getMessage()
                + ". Start it or mend it, or peer in " + SETTINGS + " if it is elsewhere");
    }

    private synchronized void begin(String missed) {
        if (sentence.equals(missed)) {
            return;
        }
        sentence = missed;
        Dictionary<String, String> properties = new Hashtable<>(Map.of(MISSED, missed));
        ServiceRegistration<Absence> present = told;
        if (present == null) {
            told = context.registerService(Absence.class, this, properties);
        } else {
            present.setProperties(properties);
        }
    }

    /** It answers, or nobody asks any more. */
    public void end() {
        if (told != null) {
            withdraw();
        }
    }

    private synchronized void withdraw() {
        ServiceRegistration<Absence> former = told;
        told = null;
        sentence = "";
        if (former != null) {
            former.unregister();
        }
    }
}
