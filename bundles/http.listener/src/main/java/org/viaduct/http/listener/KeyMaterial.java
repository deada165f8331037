package org.viaduct.http.listener;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Certificates as read from their files, complete and checked.
 *
 * @param own the listener's certificates, one for each key
 * @param trusted whom clients' certificates may come from
 */
record KeyMaterial(KeyStore keys, String password, List<X509Certificate> own, Optional<KeyStore> trusted) {

    /** @throws CertificatesException with a sentence */
    static KeyMaterial read(TlsSettings settings) throws CertificatesException {
        String password = PasswordFile.read(settings.keys().passwordFile());
        KeyStore keys = load(settings.keys(), password);
        Optional<KeyStore> trusted = Optional.empty();
        if (settings.trusted().isPresent()) {
            trusted = Optional.of(trusted(settings.trusted().get()));
        }
        return new KeyMaterial(keys, password, own(settings.keys(), keys, password), trusted);
    }

    /** When the first of the listener's certificates expires. */
    Instant expiry() {
        return own.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private static KeyStore trusted(TlsSettings.Protected from) throws CertificatesException {
        KeyStore store = load(from, PasswordFile.read(from.passwordFile()));
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A loaded store has aliases", e);
        }
        throw new CertificatesException("The trust store " + from.store()
                + " holds no trusted certificate: import the issuers' with keytool -importcert (what openssl pkcs12 -nokeys"
                + " writes does not count)");
    }

    private static KeyStore load(TlsSettings.Protected from, String password) throws CertificatesException {
        Path file = from.store();
        if (!Files.isRegularFile(file)) {
            throw new CertificatesException(
                    "There is no file " + file + ": put the PKCS12 store there, or change " + from.key());
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            return store;
        } catch (IOException e) {
            String reason = e.getCause() instanceof UnrecoverableKeyException
                    ? "The password in " + from.passwordFile() + " does not open " + file + ": write the right one"
                    : "The file " + file + " is no readable PKCS12 store (" + e.getMessage()
                            + "): make it with keytool -storetype PKCS12 or openssl pkcs12 -export";
            throw new CertificatesException(reason);
        } catch (GeneralSecurityException e) {
            throw new CertificatesException("The store " + file + " cannot be used (" + e.getMessage()
                    + "): make it anew with keytool -storetype PKCS12");
        }
    }

    private static List<X509Certificate> own(TlsSettings.Protected from, KeyStore keys, String password)
            throws CertificatesException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.getKey(alias, password.toCharArray()) != null
                        && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new CertificatesException("The key in " + from.store()
                    + " has another password than the store: give it" + " the same, as PKCS12 wants it");
        }
        if (found.isEmpty()) {
            throw new CertificatesException("The key store " + from.store()
                    + " holds no private key with its certificate: put both into it, with the issuers' chain");
        }
        return List.copyOf(found);
    }
}
