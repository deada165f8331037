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
    public void every_settings_file_is_shipped() throws IOException {
        Path etc = Path.of(System.getProperty("karaf.etc"));
        try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("viaduct.basedir"), "bundles"))) {
            List<Path> settings = sources.filter(each -> each.toString().matches(".*/src/main/etc/[^/]*\\.cfg"))
                    .toList();

            assertThat(settings).isNotEmpty().allSatisfy(each -> assertThat(etc.resolve(each.getFileName()))
                    .exists());
        }
    }
}
