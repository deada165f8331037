package org.viaduct.vendor.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What the archetype made in the build before this test. */
class GeneratedBundleIT {

    private static final Path GENERATED = Path.of("target/test-classes/projects/basic/project/example-vendor");

    @Test
    void it_compiles_without_warnings_and_its_test_passes(@TempDir Path classes) throws Exception {
        compile(classes);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            Class<?> test = loader.loadClass("com.example.vendor.RestartTest");
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            Launcher launcher = LauncherFactory.create();
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(test))
                            .build(),
                    summary);
            assertThat(summary.getSummary().getFailures()).isEmpty();
            assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(1);
        }
    }

    @Test
    void its_descriptors_name_it() throws IOException {
        assertThat(Files.readString(GENERATED.resolve("pom.xml")))
                .contains("<artifactId>example-vendor</artifactId>", "${project.build.directory}")
                .doesNotContain("${viaductVersion}", "${artifactId}");
        assertThat(Files.readString(GENERATED.resolve("src/main/feature/features.xml")))
                .contains("mvn:com.example/example-vendor/${project.version}");
        assertThat(Files.readString(GENERATED.resolve("README.md"))).contains("feature:install example-vendor");
    }

    private static void compile(Path classes) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(GENERATED.resolve("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-Xlint:all,-processing,-classfile"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).describedAs(complaints.toString()).isTrue();
        }
        assertThat(complaints.toString()).isEmpty();
    }
}
