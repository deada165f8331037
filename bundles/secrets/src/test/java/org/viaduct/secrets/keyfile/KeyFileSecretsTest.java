package org.viaduct.secrets.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileSecretsTest {

    private static final String CONTEXT = "cpe:00D09E-GW-1";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("viaduct.key");
    }

    private KeyFileSecrets secrets() {
        return new KeyFileSecrets(Optional.empty(), file().toString());
    }

    private void write(String content, String permissions) throws IOException {
        Files.writeString(file(), content);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "Größe \uD83D\uDD11", "\0"})
    void what_was_sealed_can_be_opened(String clear) {
        String sealed = secrets().seal(clear, CONTEXT);
        assertThat(sealed).matches("v1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+");
        assertThat(secrets().open(sealed, CONTEXT)).isEqualTo(clear);
    }

    @Test
    void no_two_seals_are_the_same() {
        KeyFileSecrets secrets = secrets();
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(secrets.seal("secret", CONTEXT));
        }
        assertThat(sealed).hasSize(100);
    }

    @Test
    void a_seal_cannot_be_moved_to_another_context() {
        String sealed = secrets().seal("secret", CONTEXT);
        assertThatThrownBy(() -> secrets().open(sealed, "cpe:other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not sealed for cpe:other")
                .hasNoCause();
    }

    @Test
    void every_changed_character_is_noticed() {
        KeyFileSecrets secrets = secrets();
        String sealed = secrets.seal("secret!", CONTEXT);
        for (int i = 0; i < sealed.length() - 1; i++) {
            String changed = sealed.substring(0, i) + (sealed.charAt(i) == 'a' ? 'b' : 'a') + sealed.substring(i + 1);
            assertThatThrownBy(() -> secrets.open(changed, CONTEXT)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "v1..", "v1.00000000.AAAA", "v2.00000000.AAAA", "v1.00000000.A", "v1.0.*"})
    void what_is_no_seal_is_refused(String text) {
        assertThatThrownBy(() -> secrets().open(text, CONTEXT)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AA", "AAAA", "AAAAAAAAAAAAAAAAAAAA"})
    void a_seal_that_is_too_short_is_refused(String text) {
        String head = secrets().seal("", CONTEXT).substring(0, 12);
        assertThatThrownBy(() -> secrets().open(head + text, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not sealed for");
    }

    @Test
    void a_seal_of_another_key_is_refused_by_the_names_of_the_keys() {
        String sealed = new KeyFileSecrets(Optional.of(KEY), "").seal("secret", CONTEXT);
        assertThatThrownBy(() -> new KeyFileSecrets(Optional.of(OTHER_KEY), "").open(sealed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sealed with the key 66687aad");
    }

    @Test
    void the_file_is_created_once_for_its_owner_only() throws IOException {
        String sealed = secrets().seal("secret", CONTEXT);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(secrets().open(sealed, CONTEXT)).isEqualTo("secret");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void two_that_start_at_once_share_one_key() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> start = () -> secrets().seal("", CONTEXT).substring(0, 12);
            Set<String> keys =
                    threads.invokeAll(List.of(start, start, start, start, start, start, start, start)).stream()
                            .map(KeyFileSecretsTest::result)
                            .collect(Collectors.toSet());
            assertThat(keys).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String result(Future<String> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void a_file_that_is_open_to_others_is_refused(String permissions) throws IOException {
        write(KEY, permissions);
        assertThatThrownBy(this::secrets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("viaduct.key is open to others")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_only_its_owner_reads_is_used() throws IOException {
        write(KEY + "\n", "r--------");
        assertThat(new KeyFileSecrets(Optional.of(KEY), "").open(secrets().seal("x", CONTEXT), CONTEXT))
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "c2hvcnQ=", "Größe"})
    void a_malformed_file_is_refused_without_quoting_it(String content) throws IOException {
        write(content, "rw-------");
        assertThatThrownBy(this::secrets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not hold 32 bytes in Base64")
                .hasNoCause();
    }

    @Test
    void a_large_file_and_a_directory_are_refused() throws IOException {
        write("A".repeat(100_000), "rw-------");
        assertThatThrownBy(this::secrets).hasMessageContaining("does not hold 32 bytes");
        Files.delete(file());
        Files.createDirectory(file());
        assertThatThrownBy(this::secrets).hasMessageContaining("not a regular file");
    }

    @Test
    void a_missing_directory_is_refused() {
        assertThatThrownBy(() -> new KeyFileSecrets(
                        Optional.empty(), directory.resolve("no/viaduct.key").toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("directory of the key file");
    }

    @Test
    void the_environment_wins_and_no_file_is_created() {
        KeyFileSecrets secrets = new KeyFileSecrets(Optional.of(KEY), file().toString());
        assertThat(secrets.open(secrets.seal("secret", CONTEXT), CONTEXT)).isEqualTo("secret");
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_malformed_key_in_the_environment_is_refused_without_quoting_it() {
        assertThatThrownBy(() -> new KeyFileSecrets(Optional.of("hunter2"), file().toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("VIADUCT_KEY is not 32 bytes in Base64")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void half_a_surrogate_pair_is_refused_rather_than_altered() {
        assertThatThrownBy(() -> secrets().seal("\uD83D", CONTEXT)).isInstanceOf(IllegalArgumentException.class);
    }
}
