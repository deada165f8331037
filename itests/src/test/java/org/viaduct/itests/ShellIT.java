package org.viaduct.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.viaduct.cpe.simulator.SimulatedCpe;
import org.viaduct.cwmp.rpc.GetParameterValues;
import org.viaduct.cwmp.rpc.Reboot;

/** The commands of the console, as Karaf runs them. */
public class ShellIT extends ContainerTest {

    @Inject
    SessionFactory sessions;

    @Test
    public void devices_are_listed_and_shown() throws Exception {
        SimulatedCpe cpe = cpe("SHELLLIST");

        assertThat(as("viewer", "cwmp:devices SHELLLIST")).contains(nodeId(cpe), "Viaduct", "127.0.0.1");
        assertThat(as("viewer", "cwmp:device " + nodeId(cpe)))
                .contains("viaduct-", "Nothing waits for this CPE.")
                .doesNotContain(cpe.parameter("Device.ManagementServer.ConnectionRequestPassword")
                        .orElseThrow());
        assertThat(as("viewer", "cwmp:sessions")).isNotBlank();
    }

    @Test
    public void values_are_read_through_a_call_that_is_waited_for() throws Exception {
        SimulatedCpe cpe = cpe("SHELLCALL");

        String answer = as("manager", "cwmp:call " + nodeId(cpe) + " GetParameterValues Device.DeviceInfo.");

        assertThat(answer).contains("Device.DeviceInfo.SoftwareVersion", "1.0.0");
        assertThat(cpe.received())
                .filteredOn(GetParameterValues.class::isInstance)
                .contains(new GetParameterValues(List.of("Device.DeviceInfo.")));
        assertThat(as("viewer", "cwmp:queue " + nodeId(cpe))).contains("GetParameterValues", "answered");
    }

    @Test
    public void a_fault_fails_the_command() throws Exception {
        SimulatedCpe cpe = cpe("SHELLFAULT");

        assertThatThrownBy(() -> as("manager", "cwmp:call " + nodeId(cpe) + " GetParameterValues Device.Nothing."))
                .hasMessage("The CPE refused GetParameterValues: 9005 Invalid parameter name: Device.Nothing.");
    }

    @Test
    public void sessions_are_recorded_and_shown() throws Exception {
        SimulatedCpe cpe = cpe("SHELLTRACE");
        as("manager", "cwmp:trace " + nodeId(cpe) + " on");

        as("manager", "cwmp:call " + nodeId(cpe) + " GetParameterNames Device. NextLevel=true");

        assertThat(as("viewer", "cwmp:trace " + nodeId(cpe)))
                .contains("Inform 6 CONNECTION REQUEST", "GetParameterNames", "GetParameterNamesResponse");
        assertThat(as("manager", "cwmp:trace " + nodeId(cpe) + " off")).contains("forgotten");
    }

    @Test
    public void a_viewer_may_look_but_not_act() throws Exception {
        SimulatedCpe cpe = cpe("SHELLROLE");

        assertThatThrownBy(() -> as("viewer", "cwmp:call " + nodeId(cpe) + " Reboot"))
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> as("viewer", "cwmp:trace " + nodeId(cpe) + " on"))
                .isInstanceOf(SecurityException.class);
        assertThat(cpe.received()).noneMatch(Reboot.class::isInstance);
    }

    @Test
    public void a_command_says_what_is_missing() throws Exception {
        Bundle client = bundle("cwmp.client");
        client.stop();
        try {
            assertThatThrownBy(() -> as("viewer", "cwmp:sessions"))
                    .hasMessageStartingWith("The CWMP client is not running: viaduct:why");
        } finally {
            client.start();
        }
    }

    private String as(String role, String command) throws Exception {
        return new Shell(sessions).as(role, command);
    }
}
