package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cpe.simulator.VendorDevice;
import org.viaduct.itests.Onem2m.Answer;
import org.viaduct.onem2m.CmdType;
import org.viaduct.onem2m.ExecResult;
import org.viaduct.onem2m.ExecStatus;

/** What the archetype generates, installed as its README says and tried with the CPE that it simulates. */
public class VendorArchetypeIT extends ContainerTest {

    private static final Path ARCHETYPE = Path.of(
                    System.getProperty("viaduct.basedir"), "bundles", "vendor.archetype", "target")
            .normalize();
    static final Path REPOSITORY = ARCHETYPE.resolve("local-repo");
    private static final URI FEATURES = URI.create("mvn:com.example/example-vendor/1.0.0-SNAPSHOT/xml/features");
    private static final String FEATURE = "example-vendor";
    private static final String OUI = "0A1B2C";

    @Inject
    FeaturesService features;

    private URLClassLoader generated;

    @Before
    public void its_feature_is_installed() throws Exception {
        Path target = ARCHETYPE.resolve("test-classes/projects/basic/project/example-vendor/target");
        assertThat(target)
                .describedAs("made by mvn -pl bundles/vendor.archetype verify, without -DskipTests")
                .matches(Files::isDirectory);
        generated = new URLClassLoader(
                new URL[] {
                    target.resolve("classes").toUri().toURL(),
                    target.resolve("test-classes").toUri().toURL()
                },
                getClass().getClassLoader());
        features.addRepository(FEATURES);
        features.installFeature(FEATURE);
    }

    @After
    public void it_goes() throws Exception {
        features.uninstallFeature(FEATURE);
        features.removeRepository(FEATURES);
        generated.close();
    }

    @Test
    public void a_reboot_is_a_restart_and_the_panel_can_be_read_written_and_triggered() throws Exception {
        SimulatedCpe cpe = device();
        onem2m.createCommand("restart-box", CmdType.REBOOT.value(), node(cpe), "");
        Answer executed = onem2m.execute("cse-in/restart-box");
        assertThat(executed.rsc()).describedAs(executed.toString()).isEqualTo(2004);
        assertThat(instance(executed.execInstance(), ExecStatus.FINISHED)
                        .path("exr")
                        .asInt())
                .isEqualTo(ExecResult.STATUS_SUCCESS.value());
        assertThat(restarts(cpe)).isEqualTo(1);

        String panel = node(cpe) + "/panel";
        assertThat(onem2m.retrieve(panel).resource().path("msg").asText()).isEqualTo("Hello");
        Answer updated = onem2m.update(panel, "{\"x0A1B2C:pan\":{\"msg\":\"Bye\",\"rst\":true}}");
        assertThat(updated.rsc()).describedAs(updated.toString()).isEqualTo(2004);
        assertThat(cpe.parameter("Device.X_0A1B2C_Panel.Message")).contains("Bye");
        assertThat(restarts(cpe)).isEqualTo(2);
        assertThat(cpe.violations()).isEmpty();
    }

    private SimulatedCpe device() throws Exception {
        VendorDevice device = (VendorDevice) generated
                .loadClass("com.example.vendor.SimulatedDevice")
                .getDeclaredConstructor()
                .newInstance();
        return cpe("GENERATED", builder -> builder.oui(OUI).vendor(device));
    }

    private static long restarts(SimulatedCpe cpe) {
        return cpe.received().stream()
                .filter(request -> request.name().equals("X_0A1B2C_Restart"))
                .count();
    }
}
