package org.viaduct.cwmp.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;

/**
 * The credentials by which single CPEs connect: the user name is {@link CpeId#value()}, the password cannot be read back.
 * Durable on return. Thread-safe. Every method may throw the store's StoreUnavailableException.
 */
@ProviderType
public interface CpeAccounts {

    /**
     * How a CPE connects.
     *
     * @param confirmed it has credentials of its own, and must use them
     * @param pending new ones are being set, or were and have not been used
     * @param readmitted an operator lets it in once more as if it were new
     */
    record CpeAccount(boolean confirmed, boolean pending, boolean readmitted) {}

    /** Empty for a CPE without credentials of its own. */
    Optional<CpeAccount> find(CpeId cpe);

    /**
     * Has the CPE connect with this password from now on, and with no other.
     *
     * @throws IllegalArgumentException when the password is shorter than 8 or longer than 256 characters
     */
    void provision(CpeId cpe, String password);

    /**
     * Lets a CPE that has forgotten its credentials in as at first contact, until it has new ones.
     *
     * @return false if it has none, and so needs no such thing
     */
    boolean readmit(CpeId cpe);

    /** Forgets the credentials: the next contact is the first. @return false if there were none */
    boolean remove(CpeId cpe);
}
