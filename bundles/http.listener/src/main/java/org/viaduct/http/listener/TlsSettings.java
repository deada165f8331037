package org.viaduct.http.listener;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a listener's certificates are. {@link ListenerConfiguration} says what each means.
 *
 * @param trusted present where clients are asked for certificates
 */
record TlsSettings(Protected keys, Optional<Protected> trusted, ClientCertificates clients) {

    /**
     * A PKCS12 store and the file with its password.
     *
     * @param key the setting that names the store; that of the file is {@code <key>.password.file}
     */
    record Protected(String key, Path store, Path passwordFile) {

        static Protected of(String key, String store, String passwordFile, Path base) {
            if (passwordFile.isBlank()) {
                throw new IllegalArgumentException(
                        key + ".password.file is empty: name the file that holds the password of " + key);
            }
            return new Protected(key, base.resolve(store.strip()), base.resolve(passwordFile.strip()));
        }
    }

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
        Protected keys = Protected.of("key.store", from.key_store(), from.key_store_password_file(), base);
        Optional<Protected> trusted = from.trust_store().isBlank()
                ? Optional.empty()
                : Optional.of(Protected.of("trust.store", from.trust_store(), from.trust_store_password_file(), base));
        return Optional.of(new TlsSettings(keys, trusted, clients));
    }

    /** Every file that matters. */
    List<Path> files() {
        return Stream.concat(Stream.of(keys), trusted.stream())
                .flatMap(each -> Stream.of(each.store(), each.passwordFile()))
                .toList();
    }
}
