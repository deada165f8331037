package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What {@code viaduct:why} says while pieces are taken away. */
public class MissingPiecesIT extends ContainerTest {

    @Inject
    SessionFactory sessions;

    private String why(String name) throws Exception {
        return new Shell(sessions).as("viewer", "viaduct:why " + name);
    }

    private void nothingIsMissing() {
        await().atMost(PATIENCE).until(() -> why(""), printed -> printed.contains("Nothing is missing."));
    }

    @Test
    public void nothing_is_missing_as_shipped() throws Exception {
        nothingIsMissing();
        assertThat(why("Devices")).contains("is there, from org.viaduct.cwmp.devices");
        assertThat(why("cwmp.client")).contains("Bundle org.viaduct.cwmp.client is active");
    }

    @Test
    public void a_chain_is_followed_down_to_the_bundle_that_is_stopped() throws Exception {
        Bundle store = bundle("store.selection");
        store.stop();
        try {
            assertThat(why("Devices"))
                    .containsSubsequence(
                            "org.viaduct.cwmp.api.Devices is missing",
                            "StoredDevices of org.viaduct.cwmp.devices waits for a service",
                            "org.viaduct.store.Store is missing",
                            "bundle:start org.viaduct.store.selection");
            assertThat(why(""))
                    .containsSubsequence(
                            "Root cause",
                            "bundle:start org.viaduct.store.selection",
                            "What is held up",
                            "org.viaduct.store.Store is missing");
        } finally {
            store.start();
        }
        nothingIsMissing();
    }

    @Test
    public void a_service_of_a_feature_that_is_not_installed_names_the_feature() throws Exception {
        assertThat(why("VendorCommand")).contains("feature:install viaduct-vendor-sample");
    }

    @Test
    public void a_bundle_that_cannot_be_resolved_says_what_it_requires() throws Exception {
        Bundle vendor = context.installBundle("missing-pieces:vendor", importing("org.viaduct.nowhere"));
        try {
            assertThat(why(vendor.getSymbolicName())).contains("cannot be resolved", "org.viaduct.nowhere");
            assertThat(why("")).contains("com.example.vendor requires osgi.wiring.package");
        } finally {
            vendor.uninstall();
        }
        nothingIsMissing();
    }

    private static InputStream importing(String packageName) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "com.example.vendor");
        headers.putValue("Import-Package", packageName);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        return new ByteArrayInputStream(jar.toByteArray());
    }
}
