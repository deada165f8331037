package org.viaduct.files.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files that are kept for CPEs and from CPEs. Thread-safe. What is stored is durable when a method returns; every method
 * may throw the store's {@code StoreUnavailableException}.
 */
@ProviderType
public interface Files {

    /**
     * Stores a file, in the place of one with the same name. Transfers of the former content go on with it.
     *
     * @param content read to its end, not closed
     * @param by see {@link StoredFile#by}
     * @throws FileRefusedException when it is too large or finds no room
     * @throws IOException when it cannot be read or written; what was there before stays
     */
    StoredFile put(FileName name, InputStream content, String by) throws IOException;

    Optional<StoredFile> find(FileName name);

    /** Files in the order of their names, starting behind a name. */
    List<StoredFile> list(String after, int limit);

    /**
     * Removes a file; transfers of it go on.
     *
     * @return false when there was none
     */
    boolean remove(FileName name);

    /** The transfers under way, the oldest first. */
    List<RunningTransfer> running();
}
