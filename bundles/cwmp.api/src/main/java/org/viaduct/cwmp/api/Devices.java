package org.viaduct.cwmp.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;

/**
 * What is known of each CPE, durably. Informs are taken note of by a {@link SessionParticipant}, before any other hears of
 * them. Thread-safe.
 */
@ProviderType
public interface Devices {

    /**
     * Takes note of parameters of the ManagementServer object that a CPE told of, or was given, outside of an Inform, durably
     * before it returns.
     *
     * @param values by name, such as {@code STUNEnable}; those that say nothing of how the CPE is reached are left out
     */
    void noted(CpeId cpe, Map<String, String> values);

    Optional<Device> find(CpeId cpe);

    /** The devices in the order of their identifiers, starting behind one. */
    List<Device> list(Optional<CpeId> after, int limit);

    /**
     * The credentials to try at a connection request, most likely first: while new ones are being set, the old ones are
     * valid until the CPE confirmed.
     */
    List<Credentials> connectionRequestCredentials(CpeId cpe);
}
