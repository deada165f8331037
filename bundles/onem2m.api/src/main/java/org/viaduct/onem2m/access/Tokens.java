package org.viaduct.onem2m.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bearer tokens, each bound to the originators whose requests its holder may send. They are kept as hashes: nobody can read
 * one again. Thread-safe.
 *
 * <p>Every method throws {@link org.viaduct.onem2m.OneM2mException} 5000 while the store is not there.
 */
@ProviderType
public interface Tokens {

    /** What can be shown of a token. */
    record Token(String name, Set<String> originators, Instant added) {

        public Token {
            originators = Set.copyOf(originators);
        }
    }

    /**
     * Makes a token; it is valid at once.
     *
     * @return the token, which is not to be had again
     * @throws IllegalArgumentException with a sentence: the name is taken or malformed, or an originator is
     */
    String add(String name, Set<String> originators);

    /** By name. */
    List<Token> list();

    /** Ends a token at once. @return whether there was one */
    boolean remove(String name);
}
