package org.viaduct.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.net.URI;
import java.time.Duration;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;

/** The shipped tar.gz as a Pax Exam container: as it is, but for its ports, and with the simulated CPEs installed. */
final class Distribution {

    private Distribution() {}

    static Option option() {
        Ports ports = Ports.free();
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("viaduct.archive"))
                                .toURI()
                                .toString())
                        .name("viaduct")
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                keepRuntimeFolder(),
                systemTimeout(Duration.ofMinutes(2).toMillis()),
                port("org.viaduct.http.listener-onem2m", "port", ports.onem2m()),
                port("org.viaduct.http.listener-cwmp", "port", ports.cwmp()),
                port("org.viaduct.http.listener-files", "port", ports.files()),
                editConfigurationFilePut("etc/org.viaduct.files.cfg", "url", "http://127.0.0.1:" + ports.files() + "/"),
                port("org.apache.karaf.shell", "sshPort", ports.ssh()),
                systemProperty(Ports.ONEM2M).value(String.valueOf(ports.onem2m())),
                systemProperty(Ports.CWMP).value(String.valueOf(ports.cwmp())),
                systemProperty("viaduct.basedir").value(System.getProperty("viaduct.basedir")),
                systemProperty(HotSwapIT.COMMANDS).value(System.getProperty(HotSwapIT.COMMANDS, "60")),
                systemProperty(HotSwapIT.CPES).value(System.getProperty(HotSwapIT.CPES, "10")),
                systemProperty(HotSwapIT.UPDATES).value(System.getProperty(HotSwapIT.UPDATES, "1")),
                systemProperty("viaduct.version").value(System.getProperty("viaduct.version")),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("viaduct.local.repository")),
                generatedByTheArchetype(),
                everythingLogged(),
                editConfigurationFileExtend("etc/org.apache.karaf.features.cfg", "featuresBoot", ",viaduct-simulator"),
                onTheClassPath(ByteBuddy.class),
                onTheClassPath(Assertions.class),
                vmOption("-Xmx512m"),
                flagsOfTheStartScript());
    }

    private static Option port(String pid, String key, int port) {
        return editConfigurationFilePut("etc/" + pid + ".cfg", key, String.valueOf(port));
    }

    /** Where the build of {@code vendor.archetype} has put its bundle. */
    private static Option generatedByTheArchetype() {
        return editConfigurationFileExtend(
                "etc/org.ops4j.pax.url.mvn.cfg",
                "org.ops4j.pax.url.mvn.defaultRepositories",
                ", " + VendorArchetypeIT.REPOSITORY.toUri() + "@id=generated@snapshots");
    }

    /** So that {@link SecretsIT} sees what any level would tell. */
    private static Option everythingLogged() {
        String file = "etc/org.ops4j.pax.logging.cfg";
        return composite(
                editConfigurationFilePut(file, "log4j2.logger.viaduct.name", "org.viaduct"),
                editConfigurationFilePut(file, "log4j2.logger.viaduct.level", "TRACE"));
    }

    private static Option onTheClassPath(Class<?> aClassOfIt) {
        URI jar = URI.create(
                aClassOfIt.getProtectionDomain().getCodeSource().getLocation().toString());
        return bundle(jar.toString());
    }

    /** What bin/karaf passes to Java 9 and later, and Pax Exam does not. */
    private static Option flagsOfTheStartScript() {
        return vmOptions(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-4.4.10.jar",
                "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-4.4.10.jar",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                "-classpath",
                "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*");
    }
}
