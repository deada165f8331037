package org.viaduct.sample.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation quotes this bundle, and the bundle is small enough for that. */
class DocumentationTest {

    private static final Path DOCUMENT = Path.of("../../docs/writing-a-vendor-bundle.md");

    static Stream<Path> classes() throws IOException {
        return Stream.concat(
                        Files.list(Path.of("src/main/java/org/viaduct/sample/vendor")),
                        Stream.of("SecureCpe", "CabinetOfCpe")
                                .map(name -> Path.of("src/test/java/org/viaduct/sample/vendor", name + ".java")))
                .filter(file -> !file.endsWith("package-info.java"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void every_class_is_quoted_as_it_is_and_has_less_than_60_lines(Path file) throws IOException {
        String code = Files.readString(file);
        assertThat(code.lines()).hasSizeLessThan(60);
        assertThat(Files.readString(DOCUMENT)).contains("```java\n" + code + "```\n");
    }
}
