package org.viaduct.secrets;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Encrypts what must not be readable in the store, with a key that is kept outside it. Keys may change
 * ({@link Rotation}): what was sealed with a former one can be opened until all is sealed anew. Thread-safe. */
@ProviderType
public interface Secrets {

    /**
     * @param context what the secret belongs to, such as {@code cpe:00D09E-GW-1}; a sealed text cannot be opened, or moved,
     *     under another context
     * @return printable, different at each call
     */
    String seal(String clear, String context);

    /**
     * @throws IllegalArgumentException when the text was not sealed with a key known here and for this context
     */
    String open(String sealed, String context);

    /**
     * The same secret under the key that seals at present.
     *
     * @return empty when the text is under that key already
     * @throws IllegalArgumentException as {@link #open} does
     */
    default Optional<String> reseal(String sealed, String context) {
        return Optional.empty();
    }
}
