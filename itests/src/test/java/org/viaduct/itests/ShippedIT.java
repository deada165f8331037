package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** What the distribution consists of. */
public class ShippedIT extends ContainerTest {

    @Test
    public void every_bundle_is_active() {
        List<Bundle> idle = Arrays.stream(context.getBundles())
                .filter(each -> each.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(each -> each.getState() != Bundle.ACTIVE)
                .filter(each -> each.getSymbolicName().startsWith("org.viaduct"))
                .toList();

        assertThat(idle).isEmpty();
    }

    @Test
    public void every_settings_file_is_shipped_or_comes_with_its_feature() throws IOException {
        Path etc = Path.of(System.getProperty("karaf.etc"));
        Path features = Path.of(System.getProperty("karaf.base"), "system/org/viaduct/features");
        try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("viaduct.basedir"), "bundles"));
                Stream<Path> artifacts = Files.walk(features)) {
            List<Path> settings = sources.filter(each -> each.toString().matches(".*/src/main/etc/[^/]*\\.cfg"))
                    .toList();
            List<String> attached =
                    artifacts.map(each -> each.getFileName().toString()).toList();

            assertThat(settings).isNotEmpty().allSatisfy(each -> {
                String name = each.getFileName().toString();
                assertThat(Files.exists(etc.resolve(name))
                                || attached.stream().anyMatch(artifact -> artifact.endsWith("-" + name)))
                        .isTrue();
            });
        }
    }
}
