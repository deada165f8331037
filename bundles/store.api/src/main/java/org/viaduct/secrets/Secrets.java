package org.viaduct.secrets;

import org.osgi.annotation.versioning.ProviderType;

/** Encrypts what must not be readable in the store, with a key that is kept outside it. Thread-safe. */
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
}
