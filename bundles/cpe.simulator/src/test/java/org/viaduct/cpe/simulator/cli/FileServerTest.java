package org.viaduct.cpe.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.cpe.simulator.http.AddressPolicy;
import org.viaduct.cpe.simulator.transfer.FetchedFile;
import org.viaduct.cpe.simulator.transfer.FileClient;
import org.viaduct.cpe.simulator.transfer.TransferFailure;

class FileServerTest {
    private FileClient client;

    @TempDir
    private Path directory;

    private Path served;

    @BeforeEach
    void write() throws Exception {
        client = new FileClient(AddressPolicy.LOOPBACK_ONLY, Duration.ofSeconds(5), SSLContext.getDefault());
        served = Files.createDirectory(directory.resolve("served"));
        Files.writeString(served.resolve("fw-1.2.bin"), "image: good\nversion: 1.3\n");
        Files.writeString(directory.resolve("secret.txt"), "secret");
    }

    private FetchedFile fetch(String url, String user, String password) throws TransferFailure {
        return client.fetch(url, user, password, () -> false);
    }

    @Test
    void files_of_the_directory_are_served() throws Exception {
        try (FileServer server = new FileServer(served, 0, "", line -> {})) {
            FetchedFile file = fetch(server.url() + "fw-1.2.bin", "", "");
            assertThat(file.size()).isEqualTo(25);
            assertThat(file.version()).contains("1.3");
        }
    }

    @Test
    void nothing_outside_the_directory_is_served() throws Exception {
        try (FileServer server = new FileServer(served, 0, "", line -> {})) {
            for (String path : new String[] {"../secret.txt", "%2e%2e/secret.txt", "..%2Fsecret.txt"}) {
                assertThatThrownBy(() -> fetch(server.url() + path, "", ""))
                        .isInstanceOf(TransferFailure.class)
                        .hasMessageContaining("404");
            }
        }
    }

    @Test
    void one_file_alone_is_served_to_those_who_know_the_password() throws Exception {
        try (FileServer server = new FileServer(served.resolve("fw-1.2.bin"), 0, "user:pass", line -> {})) {
            assertThat(fetch(server.url(), "user", "pass").size()).isEqualTo(25);
            assertThatThrownBy(() -> fetch(server.url(), "user", "wrong"))
                    .isInstanceOf(TransferFailure.class)
                    .hasMessageContaining("401");
        }
    }
}
