package org.viaduct.itests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A second listener of the oneM2M binding in the running server: all addresses, over TLS. */
final class SecureListener implements AutoCloseable {

    static final String PASSWORD_FILE = "itest-listener.password";

    private final Path etc = Path.of(System.getProperty("karaf.etc"));
    private final Path settings = etc.resolve("org.viaduct.http.listener-itest.cfg");
    private final Path keys = etc.resolve("itest-listener.p12");
    private final Path passwordFile = etc.resolve(PASSWORD_FILE);
    private final int port = Ports.free().onem2m();
    private final HttpClient http;

    SecureListener(String password) throws IOException, GeneralSecurityException, InterruptedException {
        Files.deleteIfExists(keys);
        Files.writeString(passwordFile, password);
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=itest",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass:file",
                        passwordFile.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        http = HttpClient.newBuilder().sslContext(trusting(password)).build();
        Files.write(
                settings,
                List.of(
                        "name = onem2m",
                        "host = 0.0.0.0",
                        "port = " + port,
                        "key.store = " + keys.getFileName(),
                        "key.store.password.file = " + PASSWORD_FILE));
    }

    /** @param authorization the whole header */
    HttpResponse<String> retrieve(String address, String authorization) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/" + address))
                        .timeout(Duration.ofSeconds(20))
                        .header("X-M2M-Origin", "CAdmin")
                        .header("X-M2M-RI", "secure")
                        .header("X-M2M-RVI", "3")
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        for (Path each : List.of(settings, keys, passwordFile)) {
            Files.deleteIfExists(each);
        }
    }

    private SSLContext trusting(String password) throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            own.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("listener", own.getCertificate("own"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
