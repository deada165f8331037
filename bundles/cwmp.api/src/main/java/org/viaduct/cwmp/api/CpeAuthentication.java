package org.viaduct.cwmp.api;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Verdict.Denied;

/**
 * Says which CPEs may connect. Nobody who calls over TLS or from another machine is let in without credentials.
 * Thread-safe; waits for nothing but the store, and may throw its StoreUnavailableException.
 */
@ProviderType
public interface CpeAuthentication {

    /**
     * Looks at the credentials of a request. Those of a digest count once: a request whose Authorization was looked at before
     * is denied.
     */
    Verdict admit(HttpCall call);

    /**
     * Whether an admitted sender may open a session as this CPE; what it refuses is counted and logged here.
     *
     * @param bootstrap whether the Inform has the event 0 BOOTSTRAP
     * @return empty if it may, as one always may who is {@linkplain Sender.Known known} and {@linkplain Sender#mayBe may be} this
     *     CPE
     */
    Optional<Denied> refuses(Sender sender, CpeId cpe, boolean bootstrap, InetAddress remote);
}
