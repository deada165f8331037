package org.viaduct.cwmp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.UnknownTime;
import org.viaduct.cwmp.rpc.*;

/** Messages like those of the CPE software that docs/interop.md tells of. */
class ForeignCpeTest {

    @Test
    void easycwmp_informs_without_any_event_after_its_settings_were_changed() throws Exception {
        Inform inform = (Inform) read("easycwmp-inform-without-events").body();

        assertThat(inform.event()).isEmpty();
        assertThat(inform.deviceId().cpeId()).isEqualTo(new CpeId("00D09E", "Router", "E0001"));
        assertThat(inform.currentTime()).isEqualTo(Instant.parse("2026-11-23T07:53:06Z"));
        assertThat(inform.parameterList())
                .containsExactly(
                        new ParameterValueStruct("Device.DeviceInfo.ProvisioningCode", ""),
                        new ParameterValueStruct(
                                "Device.ManagementServer.ConnectionRequestURL", "http://127.0.0.1:7548/"));
    }

    @Test
    void easycwmp_applies_values_when_the_session_has_ended() throws Exception {
        assertThat(read("easycwmp-set-parameter-values-status-1").body()).isEqualTo(new SetParameterValuesResponse(1));
    }

    @Test
    void easycwmp_completes_a_transfer_with_an_empty_fault_string() throws Exception {
        assertThat(read("easycwmp-transfer-complete-empty-fault-string").body())
                .isEqualTo(new TransferComplete(
                        "01example0key",
                        FaultStruct.NONE,
                        Instant.parse("2026-11-23T07:54:20Z"),
                        Instant.parse("2026-11-23T07:54:23Z")));
    }

    @Test
    void genieacs_sim_announces_more_parameters_than_it_sends() throws Exception {
        Inform inform = (Inform) read("genieacs-sim-inform-array-miscounted").body();

        assertThat(inform.parameterList()).hasSize(2);
        assertThat(inform.deviceId().manufacturer()).isEqualTo("Example & Co., Ltd.");
    }

    @Test
    void genieacs_sim_sends_the_fault_struct_last() throws Exception {
        assertThat(read("genieacs-sim-transfer-complete-out-of-order").body())
                .isEqualTo(new TransferComplete(
                        "01example0key",
                        FaultStruct.NONE,
                        Instant.parse("2026-11-23T07:56:18.477Z"),
                        Instant.parse("2026-11-23T07:56:21.676Z")));
    }

    @Test
    void netcwmp_types_everything_with_the_schemas_of_1999() throws Exception {
        Inform inform = (Inform) read("netcwmp-inform-1999-schema-instance").body();

        assertThat(inform.deviceId()).isEqualTo(new DeviceIdStruct("Example", "00D09E", "OT1", "N0001"));
        assertThat(inform.event()).containsExactly(new EventStruct("7 TRANSFER COMPLETE", ""));
        assertThat(inform.maxEnvelopes()).isEqualTo(1);
        assertThat(inform.parameterList())
                .contains(new ParameterValueStruct(
                        "InternetGatewayDevice.ManagementServer.ConnectionRequestURL", "http://127.0.0.1:5400"));
    }

    @Test
    void netcwmp_leaves_times_that_it_does_not_know_empty() throws Exception {
        assertThat(read("netcwmp-download-response-empty-times").body())
                .isEqualTo(new DownloadResponse(1, UnknownTime.INSTANT, UnknownTime.INSTANT));
        assertThat(read("netcwmp-transfer-complete-empty-times").body())
                .isEqualTo(new TransferComplete(
                        "01example0key",
                        new FaultStruct(9001, "Request denied"),
                        UnknownTime.INSTANT,
                        UnknownTime.INSTANT));
    }

    private static Envelope read(String name) throws Exception {
        try (InputStream message = ForeignCpeTest.class.getResourceAsStream("/quirks/" + name + ".xml")) {
            return new CwmpReader().read(message);
        }
    }
}
