package org.viaduct.http.listener;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.viaduct.settings.ProtectedStore;

/**
 * Certificates as read from their files, complete and checked.
 *
 * @param own the listener's certificates, one for each key
 * @param trusted whom clients' certificates may come from
 */
record KeyMaterial(KeyStore keys, String password, List<X509Certificate> own, Optional<KeyStore> trusted) {

    /** @throws CertificatesException with a sentence */
    static KeyMaterial read(TlsSettings settings) throws CertificatesException {
        try {
            String password = settings.keys().password();
            KeyStore keys = settings.keys().load(password);
            Optional<KeyStore> trusted = settings.trusted().map(ProtectedStore::trusted);
            return new KeyMaterial(keys, password, own(settings.keys().store(), keys, password), trusted);
        } catch (IllegalArgumentException unusable) {
            throw new CertificatesException(unusable.getMessage());
        }
    }

    /** When the first of the listener's certificates expires. */
    Instant expiry() {
        return own.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static List<X509Certificate> own(Path store, KeyStore keys, String password) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password.toCharArray()) != null
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key in " + store
                            + " has another password than the store: give it the same, as PKCS12 wants it",
                    e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the key store " + store
                    + " holds no private key with its certificate: put both into it, with the issuers' chain");
        }
        return List.copyOf(found);
    }
}
