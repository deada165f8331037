package org.viaduct.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.FileRefusedException;
import org.viaduct.files.api.FileRefusedException.Reason;

class FileServiceTest {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(directory, new Limits(100, 150, 0));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void files_are_listed_by_name_and_survive_a_restart() throws Exception {
        bench.put("b", "2");
        bench.put("a", "1");
        bench.put("c/d", "34");

        bench.restart();

        assertThat(bench.service.list("", 2))
                .extracting(file -> file.name().value())
                .containsExactly("a", "b");
        assertThat(bench.service.list("b", 9)).singleElement().satisfies(file -> {
            assertThat(file.size()).isEqualTo(2);
            assertThat(file.by()).isEqualTo("tester");
            assertThat(file.device()).isEmpty();
        });
    }

    @Test
    void a_replaced_or_removed_content_leaves_the_directory() throws Exception {
        bench.put("a", "1");
        bench.put("a", "2");
        await().until(() -> bench.contents().size() == 1);

        assertThat(bench.service.remove(new FileName("a"))).isTrue();

        await().until(() -> bench.contents().isEmpty());
        assertThat(bench.service.remove(new FileName("a"))).isFalse();
        assertThat(bench.store.entries(Library.UNUSED, "", 9)).isEmpty();
    }

    @Test
    void what_a_crash_left_is_dropped_and_nothing_else() throws Exception {
        bench.put("a", "1");
        Files.writeString(directory.resolve("ffff.part"), "half");
        Files.writeString(directory.resolve("somebodys-notes"), "mine");

        bench.restart();

        assertThat(bench.contents()).hasSize(2).contains("somebodys-notes");
    }

    @Test
    void a_content_that_was_complete_but_never_got_its_name_is_dropped() throws Exception {
        FileName name = new FileName("a");
        InputStream content = new ByteArrayInputStream(new byte[] {1}) {
            @Override
            public synchronized int read(byte[] into) {
                int count = super.read(into, 0, into.length);
                if (count < 0) {
                    bench.store.down(true);
                }
                return count;
            }
        };
        assertThatThrownBy(() -> bench.service.put(name, content, "tester")).hasMessageContaining("The store is down");
        bench.store.down(false);

        assertThat(bench.contents()).isEmpty();
        assertThat(bench.service.find(name)).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_or_finds_no_room_is_refused() throws Exception {
        assertThatThrownBy(() -> bench.put("a", new byte[101]))
                .isInstanceOfSatisfying(FileRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.TOO_LARGE));
        bench.put("a", new byte[100]);
        assertThatThrownBy(() -> bench.put("b", new byte[51]))
                .isInstanceOfSatisfying(FileRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.NO_SPACE));
        bench.put("b", new byte[50]);

        assertThat(bench.contents()).hasSize(2);
    }

    @Test
    void a_source_that_fails_leaves_what_was_there() throws Exception {
        bench.put("a", "1");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }
        };

        assertThatThrownBy(() -> bench.service.put(new FileName("a"), failing, "tester"))
                .hasMessage("unplugged");

        assertThat(bench.service.find(new FileName("a")).orElseThrow().size()).isEqualTo(1);
        assertThat(bench.contents()).hasSize(1);
    }

    @Test
    void there_is_no_url_for_a_file_that_is_not_there() {
        assertThat(bench.service.offer(Bench.TRANSFER, new FileName("none"), Bench.DEVICE, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void a_url_fits_into_an_rpc_whatever_the_name() throws Exception {
        String name = "a".repeat(100) + "/" + "b%".repeat(50);
        bench.put(name, "1");

        String url = bench.service
                .offer("x".repeat(40), new FileName(name), Bench.DEVICE, Duration.ZERO)
                .orElseThrow()
                .url();

        assertThat(url.length() - bench.base().length() + 80).isLessThan(256);
        assertThat(bench.get(url.substring(bench.base().length() - 1))).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_base_that_is_no_plain_address_is_refused() {
        assertThat(Settings.base("https://files.example.net:8443")).isEqualTo("https://files.example.net:8443/");
        for (String wrong : new String[] {
            "",
            "ftp://x/",
            "http:///",
            "http://u:p@x/",
            "http://x/path/",
            "http://x/?q",
            "http://" + "x".repeat(80) + "/"
        }) {
            assertThatThrownBy(() -> Settings.base(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
