package org.viaduct.http.listener;

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
import org.viaduct.settings.ProtectedStore;

/** A certificate authority in a directory: makes key stores with keytool, all with one password. */
final class Authority {

    static final String PASSWORD = "planted-store-password";

    private final Path directory;
    private final String name;

    Authority(Path directory, String name) throws IOException {
        this.directory = directory;
        this.name = name;
        Path issuer = file(name);
        keytool(
                issuer,
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c=ca:true",
                "-validity",
                "9");
        keytool(issuer, "-exportcert", "-alias", "ca", "-file", certificate().toString());
        keytool(
                trust(),
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                certificate().toString());
        Files.writeString(passwordFile(), PASSWORD + "\n");
        Files.setPosixFilePermissions(passwordFile(), PosixFilePermissions.fromString("rw-------"));
    }

    Path file(String store) {
        return directory.resolve(store + ".p12");
    }

    Path trust() {
        return file(name + "-trust");
    }

    Path passwordFile() {
        return directory.resolve("password");
    }

    private Path certificate() {
        return directory.resolve(name + ".crt");
    }

    /** A key store with a new key for the name, issued here. */
    Path issue(String store, String commonName, String... more) throws IOException {
        Path made = directory.resolve(store + ".new");
        Files.copy(file(name), made, StandardCopyOption.REPLACE_EXISTING);
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", "own", "-dname", "CN=" + commonName));
        arguments.addAll(List.of("-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1"));
        if (more.length == 0) {
            arguments.addAll(List.of("-validity", "9"));
        }
        arguments.addAll(List.of(more));
        keytool(made, arguments.toArray(String[]::new));
        keytool(made, "-delete", "-alias", "ca");
        return Files.move(made, file(store), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    TlsSettings settings(Path keyStore, ClientCertificates clients) {
        return new TlsSettings(
                new ProtectedStore("key.store", keyStore, passwordFile()),
                Optional.of(new ProtectedStore("trust.store", trust(), passwordFile())),
                clients);
    }

    /** What a client needs that trusts this authority, with a key store of its own or without. */
    SSLContext client(Optional<Path> keyStore) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(keyStore.isPresent() ? load(keyStore.get()) : null, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(load(trust()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
