package org.viaduct.secrets;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whoever keeps sealed texts in the store offers this service, so that they can be sealed anew when the key is rotated. A
 * text that is not known here is lost with the former key.
 */
@ConsumerType
public interface SealedValues {

    /** The service property with the owner's name, as the setting {@code owners} of {@code org.viaduct.secrets} lists it. */
    String OWNER = "viaduct.sealed.values";

    /**
     * Puts what {@link Secrets#reseal} gives in the place of every sealed text of this owner that is not under the present
     * key, durably; {@link Resealing} does so. May be called again at any time, and beside everything else that goes on.
     * Texts that cannot be opened stay as they are.
     *
     * @return how many texts were sealed anew; 0 when all are under the present key
     * @throws RuntimeException when it is not known whether all are; it will be called again
     */
    int reseal(Secrets secrets);
}
