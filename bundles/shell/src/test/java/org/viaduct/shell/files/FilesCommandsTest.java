package org.viaduct.shell.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.viaduct.files.api.FileName;
import org.viaduct.files.api.Files;
import org.viaduct.files.api.RunningTransfer;
import org.viaduct.files.api.StoredFile;
import org.viaduct.shell.Console;
import org.viaduct.shell.MissingServiceException;
import org.viaduct.shell.Services;

class FilesCommandsTest {

    @TempDir
    Path directory;

    private final KeptFiles files = new KeptFiles();
    private final Lines console = new Lines();

    @Test
    void a_file_is_put_under_the_last_part_of_its_path_unless_named() throws Exception {
        PutCommand put = new PutCommand();
        put.path = java.nio.file.Files.writeString(directory.resolve("fw.bin"), "0123456789")
                .toString();

        put.run(services(files), console);
        put.name = "acme/fw.bin";
        put.run(services(files), console);

        assertThat(files.kept).containsOnlyKeys("fw.bin", "acme/fw.bin");
        assertThat(console.printed()).contains("Stored fw.bin, 10 bytes", "viaduct-file:acme/fw.bin");
    }

    @Test
    void what_is_no_file_or_no_name_is_said_in_a_sentence() {
        PutCommand put = new PutCommand();
        put.path = directory.resolve("none").toString();
        assertThatThrownBy(() -> put.run(services(files), console)).hasMessageContaining("There is no file");
        put.name = "../evil";
        assertThatThrownBy(() -> put.run(services(files), console)).hasMessageContaining("A file is named");
        RemoveCommand remove = new RemoveCommand();
        remove.name = "none";
        assertThatThrownBy(() -> remove.run(services(files), console)).hasMessageContaining("files:list");
    }

    @Test
    void files_are_listed_with_their_transfers_up_to_the_limit() {
        files.keep("a", 1_572_864);
        files.keep("b", 10);
        ListCommand list = new ListCommand();
        list.limit = 1;

        list.run(services(files), console);

        assertThat(console.printed())
                .contains("1.5 MiB", "abababababab ", "More: files:list a")
                .doesNotContain("10 B");
        list.limit = 0;
        assertThatThrownBy(() -> list.run(services(files), console)).hasMessageContaining("--limit");
    }

    @Test
    void a_removed_file_is_gone() {
        files.keep("a", 1);
        RemoveCommand remove = new RemoveCommand();
        remove.name = "a";

        remove.run(services(files), console);

        assertThat(files.kept).isEmpty();
    }

    @Test
    void transfers_show_how_far_they_are() {
        new TransfersCommand().run(services(files), console);

        assertThat(console.printed()).contains("DOWNLOAD", "00D09E-GW-1", "512 B", "2.0 KiB", "25", "100 B/s");
    }

    @Test
    void names_are_completed() {
        files.keep("acme/fw-1", 1);
        files.keep("acme/fw-2", 1);
        files.keep("zeta", 1);

        assertThat(new FileNameCompleter().candidates(services(files), null, "acme/"))
                .containsExactly("acme/fw-1", "acme/fw-2");
        assertThat(new FileNameCompleter().candidates(services(files), null, ""))
                .hasSize(3);
    }

    @Test
    void without_the_service_a_sentence_names_it() {
        assertThatThrownBy(() -> new ListCommand().run(services(null), console))
                .isInstanceOf(MissingServiceException.class)
                .hasMessageStartingWith("The file service");
    }

    private static Services services(Files present) {
        return new Services() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.ofNullable(type.cast(present));
            }

            @Override
            public <T> List<Named<T>> all(Class<T> type, String property) {
                return List.of();
            }
        };
    }

    private static final class KeptFiles implements Files {

        private final TreeMap<String, StoredFile> kept = new TreeMap<>();

        StoredFile keep(String name, long size) {
            StoredFile file = new StoredFile(
                    new FileName(name), size, "ab".repeat(32), Instant.EPOCH, "tester", Optional.empty());
            kept.put(name, file);
            return file;
        }

        @Override
        public StoredFile put(FileName name, InputStream content, String by) throws IOException {
            return keep(name.value(), content.readAllBytes().length);
        }

        @Override
        public Optional<StoredFile> find(FileName name) {
            return Optional.ofNullable(kept.get(name.value()));
        }

        @Override
        public List<StoredFile> list(String after, int limit) {
            return kept.tailMap(after, false).values().stream().limit(limit).toList();
        }

        @Override
        public boolean remove(FileName name) {
            return kept.remove(name.value()) != null;
        }

        @Override
        public List<RunningTransfer> running() {
            return List.of(new RunningTransfer(
                    RunningTransfer.Direction.DOWNLOAD,
                    "a",
                    Optional.of("00D09E-GW-1"),
                    512,
                    OptionalLong.of(2048),
                    100,
                    Instant.now()));
        }
    }

    private static final class Lines implements Console {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        @Override
        public PrintStream out() {
            return out;
        }

        @Override
        public PrintStream progress() {
            return out;
        }

        @Override
        public String secret(String prompt) {
            throw new UnsupportedOperationException();
        }

        String printed() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
