package org.viaduct.files.api;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One-time URLs for the transfers of CPEs. A transfer has an identifier that its owner chooses: {@code owner} or
 * {@code owner.number}, of at most 40 ASCII letters, digits and points. An identifier has one URL at a time. The URLs are
 * secrets.
 *
 * <p>Thread-safe; durable when a method returns. Every method may throw the store's {@code StoreUnavailableException}.
 */
@ProviderType
public interface Transfers {

    /**
     * A URL to fetch a file from.
     *
     * @param url at most 255 characters
     * @param size bytes of the file
     */
    record Offer(String url, long size) {

        /** Leaves the URL out. */
        @Override
        public String toString() {
            return "Offer[size=" + size + "]";
        }
    }

    /** The file that a name means now. */
    Optional<StoredFile> find(FileName name);

    /**
     * Makes a URL from which one CPE may fetch the present content of a file, until it has fetched all of it.
     *
     * @param transfer whose former URL ends
     * @param device the nodeID of the CPE
     * @param delay how much later than usual the URL expires
     * @return empty when there is no such file
     */
    Optional<Offer> offer(String transfer, FileName name, String device, Duration delay);

    /**
     * Makes a URL to which one CPE may send one file. It is stored as {@code <device>/<time>-<label>}.
     *
     * @param label any text; what a file name cannot have becomes a hyphen
     * @param delay how much later than usual the URL expires
     * @return at most 255 characters
     */
    String accept(String transfer, String label, String device, Duration delay);

    /** What was sent to the URL of this transfer. */
    Optional<StoredFile> accepted(String transfer);

    /** Ends the URLs of all transfers of an owner; a transfer under way is broken off. */
    void end(String owner);
}
