package org.viaduct.cpe.simulator.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that TLS needs, as options. */
final class TlsFiles {

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description = "Issuers of the ACS's certificate, for https; those that Java trusts by default.")
    private @Nullable Path trusted;

    @Option(names = "--certificate", paramLabel = "PKCS12", description = "The certificate to show, with its key.")
    private @Nullable Path own;

    @Option(
            names = "--certificate-password-file",
            paramLabel = "FILE",
            description = "Begins with the password of that file.")
    private @Nullable Path passwordFile;

    /** Whether other certificates are wanted than Java has by itself. */
    boolean given() {
        return trusted != null || own != null;
    }

    /** @throws IOException with a sentence */
    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            char[] password = own == null ? new char[0] : password();
            keys.init(own == null ? null : store(own, password), password);
            TrustManagerFactory issuers = TrustManagerFactory.getInstance("PKIX");
            issuers.init(trusted == null ? null : issuers(trusted));
            context.init(keys.getKeyManagers(), issuers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificates cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private char[] password() throws IOException {
        if (passwordFile == null) {
            throw new IOException("--certificate needs --certificate-password-file");
        }
        return Files.readString(passwordFile).lines().findFirst().orElse("").toCharArray();
    }

    private static KeyStore store(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static KeyStore issuers(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate issuer : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("issuer-" + store.size(), issuer);
            }
        }
        return store;
    }
}
