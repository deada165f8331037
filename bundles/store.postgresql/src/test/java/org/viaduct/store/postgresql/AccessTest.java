package org.viaduct.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.store.StoreUnavailableException;

class AccessTest {

    @TempDir
    Path directory;

    private static Access access(String url) {
        return new Access(url, "viaduct", Optional.of("s3cret"), 8, Duration.ofSeconds(20));
    }

    @Test
    void a_password_in_the_url_is_refused() {
        assertThatThrownBy(() -> access("jdbc:postgresql://db/viaduct?Password=s3cret"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("password.file")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_url_of_another_kind_is_refused_with_how_to_write_it() {
        assertThatThrownBy(() -> access("db.example.com")).hasMessageContaining("jdbc:postgresql://host:5432/database");
    }

    @Test
    void neither_password_nor_parameters_are_shown() {
        assertThat(access("jdbc:postgresql://db/viaduct?sslmode=require"))
                .hasToString("viaduct at jdbc:postgresql://db/viaduct");
    }

    @Test
    void the_password_is_the_first_line_of_a_file_for_its_owner_only() throws IOException {
        Path file = directory.resolve("password");
        Files.writeString(file, "s3cret\n\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(Access.read(file)).isEqualTo("s3cret");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Access.read(file)).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> Access.read(directory.resolve("none"))).hasMessageContaining("password.file");
    }
}
