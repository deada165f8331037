package org.viaduct.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.onem2m.FilterCriteria;
import org.viaduct.onem2m.Resource;
import org.viaduct.onem2m.ResourceId;

/**
 * Keeps the resource tree, and beside it entries: small private notes of the bundles, by bucket and key. Both change
 * together in one {@link Change}.
 *
 * <p>Thread-safe. Every method may throw {@link StoreUnavailableException}.
 */
@ProviderType
public interface Store {

    Optional<Resource> find(ResourceId id);

    Optional<Resource> child(ResourceId parent, String name);

    /**
     * The descendants of a resource that satisfy the criteria, in the order of their creation, {@code level}, {@code offset}
     * and {@code limit} applied; without a limit, all. The resource itself is not among them.
     */
    List<Resource> descendants(ResourceId ancestor, FilterCriteria criteria);

    /** Resources whose expirationTime has passed, soonest first. */
    List<Resource> expired(Instant now, int limit);

    /** @throws IllegalArgumentException when the bucket or the key is empty */
    Optional<Entry> entry(String bucket, String key);

    /** The entries of a bucket in the order of their keys (UTF-16 code units), starting behind a key. */
    List<Entry> entries(String bucket, String after, int limit);

    /**
     * Applies all steps of the change, or none. Returns when they are durable: written and forced to the medium, so that
     * they survive a power cut. Concurrent calls share one force. Steps see the effects of the steps before them.
     *
     * @throws ConflictException when a step's precondition does not hold; nothing was changed
     * @throws StoreUnavailableException when the outcome cannot be made durable; whether it was changed is unknown until the
     *     store is back
     * @throws IllegalArgumentException when the change makes no sense: an empty bucket or key, a resource to create whose
     *     revision is not 0, an update that renames or moves; or when an id, a name, a bucket or a key has more than
     *     2,000 bytes in UTF-8, which a backend may refuse
     */
    void apply(Change change);
}
