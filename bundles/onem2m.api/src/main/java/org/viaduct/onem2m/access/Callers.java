package org.viaduct.onem2m.access;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells who a caller is by what it shows. Thread-safe, and quick enough to be asked for every request.
 *
 * <p>Both methods throw {@link org.viaduct.onem2m.OneM2mException} 5000 while it cannot be known.
 */
@ProviderType
public interface Callers {

    /** @return empty when there is no such token */
    Optional<Caller> byToken(String token);

    /**
     * @param certificate verified: whoever shows it has its key, and its issuer is trusted
     * @return empty when no rule binds it to an originator
     */
    Optional<Caller> byCertificate(X509Certificate certificate);
}
