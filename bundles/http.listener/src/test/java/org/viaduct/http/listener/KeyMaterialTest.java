package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used: each is a sentence that says what to do, and none quotes a password. */
class KeyMaterialTest {

    @TempDir
    static Path directory;

    private static Authority authority;
    private static Path keys;

    @BeforeAll
    static void make_certificates() throws IOException {
        authority = new Authority(directory, "authority");
        keys = authority.issue("server", "server");
    }

    @Test
    void a_store_its_password_and_its_issuers_are_read() throws IOException {
        KeyMaterial material = KeyMaterial.read(authority.settings(keys, ClientCertificates.NEED));
        assertThat(material.own()).hasSize(1);
        assertThat(material.trusted()).isPresent();
        assertThat(material.expiry()).isInTheFuture();
    }

    @Test
    void a_store_that_is_not_there_is_refused() {
        refused(directory.resolve("none.p12"), authority.passwordFile(), "There is no file", "change key.store");
    }

    @Test
    void another_password_is_refused_without_quoting_it() throws IOException {
        refused(keys, password("wrong", "planted-wrong", "rw-------"), "does not open", "write the right one");
    }

    @Test
    void a_password_file_that_is_missing_empty_or_open_to_others_is_refused() throws IOException {
        refused(keys, directory.resolve("no-password"), "is not there", "chmod 600");
        refused(keys, password("empty", "\n", "rw-------"), "does not begin with a password");
        refused(keys, password("open", Authority.PASSWORD, "rw-r-----"), "is open to others", "chmod 600");
    }

    @Test
    void what_is_no_store_is_refused() throws IOException {
        Path garbage = Files.writeString(directory.resolve("garbage.p12"), "-----BEGIN CERTIFICATE-----");
        refused(garbage, authority.passwordFile(), "is no readable PKCS12 store", "openssl pkcs12 -export");
    }

    @Test
    void a_store_without_a_key_is_refused() {
        refused(authority.trust(), authority.passwordFile(), "holds no private key");
    }

    @Test
    void a_trust_store_without_a_trusted_certificate_is_refused() {
        TlsSettings.Protected store = new TlsSettings.Protected("key.store", keys, authority.passwordFile());
        assertThatThrownBy(() -> KeyMaterial.read(new TlsSettings(store, Optional.of(store), ClientCertificates.WANT)))
                .isInstanceOf(CertificatesException.class)
                .hasMessageContaining("holds no trusted certificate");
    }

    private static Path password(String name, String content, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void refused(Path store, Path passwordFile, String... said) {
        TlsSettings settings = new TlsSettings(
                new TlsSettings.Protected("key.store", store, passwordFile), Optional.empty(), ClientCertificates.NONE);
        assertThatThrownBy(() -> KeyMaterial.read(settings))
                .isInstanceOf(CertificatesException.class)
                .message()
                .contains(said)
                .doesNotContain("planted");
    }
}
