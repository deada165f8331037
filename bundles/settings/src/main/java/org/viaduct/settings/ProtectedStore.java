package org.viaduct.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;

/**
 * A PKCS12 store and the file with its password.
 *
 * @param key the setting that names the store; that of the file is {@code <key>.password.file}
 */
public record ProtectedStore(String key, Path store, Path passwordFile) {

    /**
     * @param base what relative paths begin at
     * @throws IllegalArgumentException if no password file is named, with a sentence
     */
    public static ProtectedStore of(String key, String store, String passwordFile, Path base) {
        if (passwordFile.isBlank()) {
            throw new IllegalArgumentException(
                    key + ".password.file is empty: name the file that holds the password of " + key);
        }
        return new ProtectedStore(key, base.resolve(store.strip()), base.resolve(passwordFile.strip()));
    }

    /** @throws IllegalArgumentException with a clause that says what to do */
    public String password() {
        return PasswordFile.read(passwordFile);
    }

    /** @throws IllegalArgumentException with a clause that says what to do, and does not quote the password */
    public KeyStore load(String password) {
        if (!Files.isRegularFile(store)) {
            throw new IllegalArgumentException(
                    "there is no file " + store + ": put the PKCS12 store there, or change " + key);
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, password.toCharArray());
            return loaded;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "the password in " + passwordFile + " does not open " + store + ": write the right one"
                            : "the file " + store + " is no readable PKCS12 store (" + e.getMessage()
                                    + "): make it with keytool -storetype PKCS12 or openssl pkcs12 -export",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the store " + store + " cannot be used (" + e.getMessage()
                            + "): make it anew with keytool -storetype PKCS12",
                    e);
        }
    }

    /**
     * A store of those whose certificates count.
     *
     * @throws IllegalArgumentException also when it trusts nobody, with a clause that says what to do
     */
    public KeyStore trusted() {
        KeyStore loaded = load(password());
        try {
            for (String alias : Collections.list(loaded.aliases())) {
                if (loaded.isCertificateEntry(alias)) {
                    return loaded;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A loaded store has aliases", e);
        }
        throw new IllegalArgumentException("the trust store " + store
                + " holds no trusted certificate: import the issuers' with keytool -importcert (what openssl pkcs12 -nokeys"
                + " writes does not count)");
    }
}
