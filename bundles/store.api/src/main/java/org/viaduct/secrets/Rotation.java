package org.viaduct.secrets;

import org.osgi.annotation.versioning.ProviderType;

/** Changes the key that seals. Thread-safe. */
@ProviderType
public interface Rotation {

    /**
     * What a rotation did.
     *
     * @param key the name of the new key, which tells nothing of it
     * @param values how many texts were sealed anew
     * @param next what the operator should do now, as a sentence
     */
    record Report(String key, int values, String next) {}

    /**
     * Makes a new key, seals anew with it everything that was sealed with another, then forgets the others. Takes as long as
     * that takes. After a failure, or a crash, nothing is lost: all keys stay until a rotation has ended.
     *
     * @throws IllegalStateException with a sentence that says what to do
     */
    Report rotate();
}
