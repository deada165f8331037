package org.viaduct.http.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.settings.ProtectedStore;

/** What a listener needs of its stores; how these are read is {@link ProtectedStore}'s. */
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
        refused(directory.resolve("none.p12"), authority.passwordFile(), "there is no file", "change key.store");
    }

    @Test
    void a_store_without_a_key_is_refused() {
        refused(authority.trust(), authority.passwordFile(), "holds no private key");
    }

    private static void refused(Path store, Path passwordFile, String... said) {
        TlsSettings settings = new TlsSettings(
                new ProtectedStore("key.store", store, passwordFile), Optional.empty(), ClientCertificates.NONE);
        assertThatThrownBy(() -> KeyMaterial.read(settings))
                .isInstanceOf(CertificatesException.class)
                .message()
                .contains(said)
                .doesNotContain("planted");
    }
}
