package org.viaduct.vendor.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the archetype made, and another Maven built, before this test. */
class GeneratedBundleIT {

    private static final Path GENERATED = Path.of("target/test-classes/projects/basic/project/example-vendor");
    private static final Path INSTALLED =
            Path.of("target/local-repo/com/example/example-vendor/1.0.0-SNAPSHOT/example-vendor-1.0.0-SNAPSHOT.jar");
    private static final Pattern PACKAGE = Pattern.compile("(^|,)([a-z0-9.]+)(;|,|$)");

    @Test
    void it_needs_nothing_but_what_cwmp_spi_brings() throws IOException {
        try (JarFile jar = new JarFile(INSTALLED.toFile())) {
            Manifest manifest = jar.getManifest();
            String imports =
                    manifest.getMainAttributes().getValue("Import-Package").replaceAll("\"[^\"]*\"", "");
            assertThat(PACKAGE.matcher(imports).results().map(found -> found.group(2)))
                    .contains("org.viaduct.cwmp.spi")
                    .allSatisfy(name -> assertThat(name).startsWith("org.viaduct."));
            assertThat(manifest.getMainAttributes().getValue("Service-Component"))
                    .contains("Restarts", "RestartRpc", "Panel");
        }
    }

    @Test
    void its_tests_have_passed() throws IOException {
        for (String test : new String[] {"RestartTest", "PanelTest"}) {
            assertThat(GENERATED.resolve("target/surefire-reports/com.example.vendor." + test + ".txt"))
                    .content()
                    .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        }
    }

    @Test
    void its_descriptors_name_it() throws IOException {
        assertThat(Files.readString(GENERATED.resolve("pom.xml")))
                .contains("<artifactId>example-vendor</artifactId>", "${project.build.directory}")
                .doesNotContain("${viaductVersion}", "${artifactId}");
        assertThat(INSTALLED.resolveSibling("example-vendor-1.0.0-SNAPSHOT-features.xml"))
                .content()
                .contains("mvn:com.example/example-vendor/1.0.0-SNAPSHOT");
        assertThat(Files.readString(GENERATED.resolve("README.md"))).contains("feature:install example-vendor");
    }
}
