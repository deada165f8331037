package org.viaduct.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    @TempDir
    Path directory;

    private Path file(byte[] content, String permissions) throws IOException {
        Path file = Files.write(directory.resolve("password"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void refused(Path file, String... said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordFile.read(file))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .contains(said)
                        .contains(file.toString())
                        .doesNotContain("planted"));
    }

    @Test
    void the_password_is_the_first_line() throws IOException {
        assertThat(PasswordFile.read(file("plänted \nmore\n".getBytes("UTF-8"), "rw-------")))
                .isEqualTo("plänted ");
    }

    @Test
    void a_file_that_is_missing_empty_or_open_to_others_is_refused() throws IOException {
        refused(directory.resolve("none"), "is not there", "chmod 600");
        refused(directory, "is not there");
        refused(file("\nplanted".getBytes("UTF-8"), "rw-------"), "does not begin with a password");
        refused(file("planted".getBytes("UTF-8"), "rw-r-----"), "is open to others", "chmod 600");
    }

    @Test
    void what_is_no_text_or_as_long_as_no_password_is_refused() throws IOException {
        refused(file(new byte[] {(byte) 0xff, (byte) 0xfe}, "rw-------"), "cannot be read", "UTF-8");
        refused(file("planted".repeat(1_000).getBytes("UTF-8"), "rw-------"), "does not begin with a password");
    }
}
