package org.viaduct.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** A bundle's jar under another version, as a release would bring it. */
final class Rebadged {

    private Rebadged() {}

    static InputStream jar(String folder, String version) throws IOException {
        Path jar = Path.of(
                System.getProperty("viaduct.basedir"),
                "bundles",
                folder,
                "target",
                folder + "-" + System.getProperty("viaduct.version") + ".jar");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry each = in.getNextJarEntry(); each != null; each = in.getNextJarEntry()) {
                    out.putNextEntry(new ZipEntry(each.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
