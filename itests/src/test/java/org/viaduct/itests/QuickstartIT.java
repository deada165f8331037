package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The README's first command. */
public class QuickstartIT {

    private final Ports ports = Ports.free();
    private final Path output = Path.of("target", "quickstart.log");

    @Test
    public void it_ends_with_two_commands_that_succeeded() throws Exception {
        int exit = quickstart();

        List<String> lines = Files.readAllLines(output);
        assertThat(exit).describedAs("%s", String.join("\n", lines)).isZero();
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .satisfiesExactly(
                        last -> assertThat(last).matches("REBOOT +cse-in/reboot/\\S+ +FINISHED / STATUS_SUCCESS"),
                        last -> assertThat(last).matches("DOWNLOAD +cse-in/upgrade/\\S+ +FINISHED / STATUS_SUCCESS"));
    }

    @Test
    public void a_taken_port_is_named_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(ports.cwmp(), 1, InetAddress.getLoopbackAddress())) {
            int exit = quickstart();

            assertThat(exit).isEqualTo(1);
            assertThat(Files.readAllLines(output))
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " is taken");
        }
    }

    private int quickstart() throws IOException, InterruptedException {
        File script = new File(System.getProperty("viaduct.basedir"), "karaf-assembly/quickstart.sh");
        ProcessBuilder builder = new ProcessBuilder(
                        script.getPath(),
                        "--once",
                        "--onem2m-port",
                        String.valueOf(ports.onem2m()),
                        "--cwmp-port",
                        String.valueOf(ports.cwmp()),
                        "--files-port",
                        String.valueOf(ports.files()),
                        "--ssh-port",
                        String.valueOf(ports.ssh()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroy();
            process.waitFor();
        }
        return process.exitValue();
    }
}
