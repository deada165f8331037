package org.viaduct.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.testkit.TestCertificate;

/** Files that cannot be used: each is a sentence that says what to do, and none quotes a password. */
class ProtectedStoreTest {

    @TempDir
    Path etc;

    @BeforeEach
    void write_the_password() throws IOException {
        password("planted");
    }

    private void password(String password) throws IOException {
        Path file = Files.writeString(etc.resolve("password"), password);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private ProtectedStore store(String name) {
        return ProtectedStore.of("trust.store", " " + name, "password ", etc);
    }

    private ProtectedStore written(boolean withCertificate) throws Exception {
        KeyStore content = KeyStore.getInstance("PKCS12");
        content.load(null, null);
        if (withCertificate) {
            content.setCertificateEntry("issuer", TestCertificate.OPERATIONS);
        }
        try (OutputStream out = Files.newOutputStream(etc.resolve("store.p12"))) {
            content.store(out, "planted".toCharArray());
        }
        return store("store.p12");
    }

    private static void refused(ThrowingCallable reading, String... said) {
        assertThatIllegalArgumentException().isThrownBy(reading).satisfies(refusal -> assertThat(refusal.getMessage())
                .contains(said)
                .doesNotContain("planted"));
    }

    @Test
    void a_store_is_opened_by_the_password_in_its_file() throws Exception {
        ProtectedStore store = written(true);
        assertThat(store.load(store.password()).containsAlias("issuer")).isTrue();
        assertThat(store.trusted().containsAlias("issuer")).isTrue();
    }

    @Test
    void a_store_without_a_password_file_is_refused() {
        refused(
                () -> ProtectedStore.of("trust.store", "store.p12", " ", etc),
                "trust.store.password.file is empty: name the file");
    }

    @Test
    void a_store_that_is_not_there_is_refused() {
        refused(store("none.p12")::trusted, "there is no file", "none.p12", "change trust.store");
    }

    @Test
    void another_password_is_refused_without_quoting_it() throws Exception {
        ProtectedStore store = written(true);
        password("planted-wrong");
        refused(store::trusted, "does not open", "write the right one");
    }

    @Test
    void what_is_no_store_is_refused() throws IOException {
        Files.writeString(etc.resolve("garbage.p12"), "-----BEGIN CERTIFICATE-----");
        refused(store("garbage.p12")::trusted, "is no readable PKCS12 store", "openssl pkcs12 -export");
    }

    @Test
    void a_store_that_trusts_nobody_is_refused_as_a_trust_store_only() throws Exception {
        ProtectedStore store = written(false);
        assertThat(store.load(store.password()).size()).isZero();
        refused(store::trusted, "holds no trusted certificate", "keytool -importcert");
    }
}
