package org.viaduct.http.listener;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.viaduct.settings.ProtectedStore;

/**
 * Where a listener's certificates are. {@link ListenerConfiguration} says what each means.
 *
 * @param trusted present where clients are asked for certificates
 */
record TlsSettings(ProtectedStore keys, Optional<ProtectedStore> trusted, ClientCertificates clients) {

    TlsSettings {
        if (clients != ClientCertificates.NONE && trusted.isEmpty()) {
            throw new IllegalArgumentException("client.certificates asks for certificates, but trust.store does not say"
                    + " whose: set it to a store with the certificates of their issuers");
        }
    }

    /**
     * @param base what relative paths begin at
     * @return empty without a key store: plain HTTP
     * @throws IllegalArgumentException with a sentence, when a setting is missing beside another
     */
    static Optional<TlsSettings> of(ListenerConfiguration from, Path base) {
        ClientCertificates clients = ClientCertificates.of(from.client_certificates());
        if (from.key_store().isBlank()) {
            if (clients != ClientCertificates.NONE || !from.trust_store().isBlank()) {
                throw new IllegalArgumentException(
                        "key.store is empty, so there is no TLS to ask clients for certificates in: set it");
            }
            return Optional.empty();
        }
        ProtectedStore keys = ProtectedStore.of("key.store", from.key_store(), from.key_store_password_file(), base);
        Optional<ProtectedStore> trusted = from.trust_store().isBlank()
                ? Optional.empty()
                : Optional.of(
                        ProtectedStore.of("trust.store", from.trust_store(), from.trust_store_password_file(), base));
        return Optional.of(new TlsSettings(keys, trusted, clients));
    }

    /** Every file that matters. */
    List<Path> files() {
        return Stream.concat(Stream.of(keys), trusted.stream())
                .flatMap(each -> Stream.of(each.store(), each.passwordFile()))
                .toList();
    }
}
