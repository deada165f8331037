package org.viaduct.cpe.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Simulate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void help_has_every_option_and_examples() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--completion-fault", "--quirk", "Examples:", "serve");
    }

    @Test
    void an_unknown_rpc_is_one_line_and_exit_code_2() {
        assertThat(run("--fault", "Rebot=9001")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--fault: Rebot is no RPC").hasLineCount(1);
    }

    @Test
    void a_wrong_time_or_version_is_one_line_and_exit_code_2() {
        assertThat(run("--delay", "Download=soon")).isEqualTo(2);
        assertThat(run("--cwmp", "2-0")).isEqualTo(2);
        assertThat(run("--completion-fault", "Reboot=9001")).isEqualTo(2);
        assertThat(err.toString())
                .contains("a time is a number", "the CWMP versions are 1-0 to 1-4", "Reboot has no completion")
                .hasLineCount(3);
    }

    @Test
    void a_taken_port_is_one_line_and_exit_code_1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("--port", port)).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("Port " + port + " is taken: choose another with --port.");
        }
    }

    @Test
    void another_address_than_loopback_is_refused() {
        assertThat(run("--acs", "http://192.0.2.1/")).isEqualTo(1);
        assertThat(err.toString()).contains("192.0.2.1 is not a loopback address");
    }

    @Test
    void an_unreachable_acs_is_tried_until_the_time_is_over() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String acs = "http://127.0.0.1:" + port + "/";
        assertThat(run("--acs", acs, "--once-booted", "--for", "300ms", "--speed", "100"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("SIM000001 → Inform(0 BOOTSTRAP, 1 BOOT)", "✗ cannot connect");
    }

    @Test
    void serve_needs_a_file_or_a_directory(@TempDir Path directory) {
        assertThat(run("serve")).isEqualTo(2);
        assertThat(run("serve", directory.resolve("missing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("one of them", "is no file.");
    }
}
