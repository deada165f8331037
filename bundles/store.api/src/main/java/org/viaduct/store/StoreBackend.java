package org.viaduct.store;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;

/**
 * A persistence backend: a store that can be read from its beginning to its end, and filled with what another holds. There
 * may be several; the one that is selected is published as the {@link Store}, which is what everybody else uses.
 *
 * <p>Thread-safe. Every method may throw {@link StoreUnavailableException}.
 */
@ProviderType
public interface StoreBackend extends Store {

    /** The service property with the name that an operator selects it by, such as {@code embedded}. */
    String NAME = "viaduct.store";

    /**
     * Resources in the order of their creation, starting behind one.
     *
     * @throws ConflictException when the one to start behind is not there
     */
    List<Resource> allResources(Optional<ResourceId> after, int limit);

    /** Entries in the order of their buckets, then of their keys (UTF-16 code units), starting behind one. */
    List<Entry> allEntries(Optional<Entry> after, int limit);

    /**
     * Adds resources, parents before their children, and entries, each at the revision that it has: all or none, and
     * durable when it returns.
     *
     * @throws ConflictException when one of them is there already, or a parent is not
     */
    void restore(List<Resource> resources, List<Entry> entries);
}
