package org.viaduct.shell.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.viaduct.shell.Console;
import org.viaduct.shell.MissingServiceException;
import org.viaduct.shell.Services;
import org.viaduct.store.StoreBackends;

class StoreCommandsTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = new Console() {

        private final PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);

        @Override
        public PrintStream out() {
            return stream;
        }

        @Override
        public PrintStream progress() {
            return stream;
        }

        @Override
        public String secret(String prompt) {
            throw new UnsupportedOperationException();
        }
    };

    private final TreeSet<String> names = new TreeSet<>(List.of("embedded", "postgresql"));
    private boolean selecting;
    private final StoreBackends backends = new StoreBackends() {

        @Override
        public SortedSet<String> names() {
            return names;
        }

        @Override
        public String selected() {
            return "embedded";
        }

        @Override
        public Totals copy(String from, String to, boolean select, Consumer<Progress> progress) {
            selecting = select;
            for (int page = 1; page <= 50; page++) {
                progress.accept(new Progress(Phase.COPYING, page * 500L, 0));
            }
            progress.accept(new Progress(Phase.VERIFYING, 25_000, 7));
            return new Totals(25_000, 7, "abc");
        }
    };

    private static Services services(Optional<StoreBackends> backends) {
        return new Services() {

            @Override
            public <T> Optional<T> find(Class<T> type) {
                return backends.filter(type::isInstance).map(type::cast);
            }

            @Override
            public <T> List<Named<T>> all(Class<T> type, String property) {
                return List.of();
            }
        };
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void copy(boolean select) {
        CopyCommand command = new CopyCommand();
        command.from = "embedded";
        command.to = "postgresql";
        command.select = select;
        command.run(services(Optional.of(backends)), console);
    }

    @Test
    void backends_are_listed_with_the_one_in_use() {
        new ListCommand().run(services(Optional.of(backends)), console);
        assertThat(printed()).containsPattern("embedded +. in use").contains("postgresql");
    }

    @Test
    void a_backend_that_is_missing_is_named() {
        names.remove("embedded");
        new ListCommand().run(services(Optional.of(backends)), console);
        assertThat(printed()).contains("The one to be used, embedded, is not there");
    }

    @Test
    void a_copy_tells_how_far_it_is_and_what_it_copied() {
        copy(true);
        assertThat(printed())
                .containsSubsequence(
                        "Copying: 500 resources",
                        "Copying: 10500 resources",
                        "Comparing: 25000 resources, 7 entries",
                        "25000 resources, 7 entries, SHA-256 abc",
                        "The store is postgresql from now on.");
        assertThat(printed().lines()).hasSizeLessThan(8);
        assertThat(selecting).isTrue();
    }

    @Test
    void a_copy_that_is_not_brought_into_use_says_so() {
        copy(false);
        assertThat(printed()).contains("The store in use is still embedded");
        assertThat(selecting).isFalse();
    }

    @Test
    void without_the_selection_the_command_says_what_is_missing() {
        assertThatThrownBy(() -> new ListCommand().run(services(Optional.empty()), console))
                .isInstanceOf(MissingServiceException.class)
                .hasMessageContaining("store.selection");
    }
}
