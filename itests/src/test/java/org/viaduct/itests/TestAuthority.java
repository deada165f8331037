package org.viaduct.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An issuer of certificates with its files in one directory: {@code trust.p12} and one store for each name. */
final class TestAuthority {

    static final String PASSWORD_FILE = "stores.password";
    private static final String PASSWORD = "planted-store-password";

    private final Path directory;

    TestAuthority(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        secret(directory.resolve(PASSWORD_FILE), PASSWORD);
        String certificate = directory.resolve("ca.crt").toString();
        keytool(
                "ca.p12",
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=Test CA",
                "-ext",
                "bc:c=ca:true",
                "-validity",
                "9");
        keytool("ca.p12", "-exportcert", "-alias", "ca", "-file", certificate);
        keytool("trust.p12", "-importcert", "-noprompt", "-alias", "ca", "-file", certificate);
    }

    static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Issues a certificate into the store {@code store.p12}. */
    void issue(String store, String commonName) throws IOException, InterruptedException {
        Files.copy(directory.resolve("ca.p12"), file(store), StandardCopyOption.REPLACE_EXISTING);
        keytool(
                store + ".p12",
                "-genkeypair",
                "-alias",
                "own",
                "-dname",
                "CN=" + commonName,
                "-signer",
                "ca",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "9");
        keytool(store + ".p12", "-delete", "-alias", "ca");
    }

    /** What a client needs that trusts this authority and shows the certificate of a store, if any. */
    SSLContext client(Optional<String> store) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store.isPresent() ? load(file(store.get())) : null, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(load(directory.resolve("trust.p12")));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private Path file(String store) {
        return directory.resolve(store + ".p12");
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", directory.resolve(store).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
