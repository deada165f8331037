package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The messages of quirks.txt, such as real devices send them, and what is made of them. */
class QuirkTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/quirks/quirks.txt", delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 500)
    void a_message_is_understood_or_its_refusal_says_why(String point, String file, String message, String line)
            throws Exception {
        if (message.startsWith("refused: ")) {
            assertThat(refusal(file))
                    .hasValueSatisfying(
                            why -> assertThat(why).startsWith(message).contains(line));
            return;
        }
        Envelope envelope = read(file);
        assertThat(Transcript.summary(envelope.body())).isEqualTo(message);
        assertThat(Transcript.of(envelope, 10_000).lines().map(String::strip)).contains(line);
    }

    private static Optional<String> refusal(String file) throws IOException {
        try {
            read(file);
            return Optional.empty();
        } catch (MalformedMessage malformed) {
            return Optional.of("refused: " + malformed.problem() + ", " + malformed.getMessage());
        }
    }

    /** As the answer of a CPE that was told to download. */
    private static Envelope read(String file) throws IOException, MalformedMessage {
        try (InputStream in = QuirkTest.class.getResourceAsStream("/quirks/" + file)) {
            return new CwmpReader().read(in, Optional.of("DownloadResponse"));
        }
    }

    @Test
    void every_message_is_in_the_table() throws Exception {
        Path quirks = Path.of(QuirkTest.class.getResource("/quirks/quirks.txt").toURI());
        String table = Files.readString(quirks);
        try (Stream<Path> files = Files.list(quirks.getParent())) {
            Set<String> ours = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*"))
                    .collect(Collectors.toSet());
            assertThat(ours).isNotEmpty().allMatch(table::contains);
        }
    }
}
