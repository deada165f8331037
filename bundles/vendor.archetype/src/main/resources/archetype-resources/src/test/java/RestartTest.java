package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cpe.simulator.Fleet;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpVersion;
import org.viaduct.cwmp.codec.CwmpReader;
import org.viaduct.cwmp.codec.CwmpWriter;
import org.viaduct.cwmp.codec.Envelope;
import org.viaduct.cwmp.codec.Limits;
import org.viaduct.cwmp.rpc.Reboot;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand.Progress;
import org.viaduct.cwmp.spi.present.VendorRpcs;
import org.viaduct.onem2m.CmdType;

class RestartTest {

    private static final CpeId CPE = new CpeId("${oui}", "Box", "1");

    private final Restarts restarts = new Restarts();

    @Test
    void a_reboot_becomes_a_restart_that_the_device_answers() throws Exception {
        CommandOrder order = new CommandOrder(CPE, CmdType.REBOOT, "key", new Reboot("key"));
        CwmpRequest restart = restarts.request(order).orElseThrow();
        VendorRpcs rpcs = new VendorRpcs();
        rpcs.put(new RestartRpc(), Map.of("service.id", 1L));
        byte[] xml = new CwmpWriter().write(Envelope.of(CwmpVersion.V1_0.namespace(), "1", restart));
        Envelope read = new CwmpReader(Limits.DEFAULT, rpcs).read(new ByteArrayInputStream(xml));
        assertEquals(restart, read.body());

        SimulatedDevice device = new SimulatedDevice();
        try (Fleet fleet = Fleet.builder().oui("${oui}").vendor(device).build()) {
            RestartResponse response =
                    (RestartResponse) device.answer(fleet.cpe().vendorSide(), (Restart) read.body());
            assertEquals(Optional.of(Progress.DONE), restarts.progress(response));
        }
    }
}
