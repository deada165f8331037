package org.viaduct.cpe.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.rpc.ChangeDUState;
import org.viaduct.cwmp.rpc.DUStateChangeComplete;
import org.viaduct.cwmp.rpc.InstallOpStruct;
import org.viaduct.cwmp.rpc.OpResultStruct;
import org.viaduct.cwmp.rpc.OperationStruct;
import org.viaduct.cwmp.rpc.UninstallOpStruct;
import org.viaduct.cwmp.rpc.UpdateOpStruct;

class SoftwareModulesTest {
    private static final String UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    private static final String OTHER = "00000000-1111-2222-3333-444444444444";

    private ScriptedAcs acs;
    private TestFiles files;
    private Fleet fleet;

    @BeforeEach
    void listen() throws IOException {
        acs = new ScriptedAcs();
        files = new TestFiles();
        fleet = Fleet.builder().acs(acs.url()).start();
        await().until(() -> fleet.cpe().sessions() == 1);
    }

    @AfterEach
    void close() {
        fleet.close();
        files.close();
        acs.close();
    }

    private List<OpResultStruct> change(OperationStruct... operations) {
        int before = acs.received(DUStateChangeComplete.class).size();
        acs.send(new ChangeDUState(List.of(operations), "du"));
        fleet.cpe().informNow();
        await().until(() -> acs.received(DUStateChangeComplete.class).size() > before);
        assertThat(acs.events().get(acs.events().size() - 1))
                .endsWith("11 DU STATE CHANGE COMPLETE", "M ChangeDUState du");
        assertThat(acs.violations()).isEmpty();
        return acs.received(DUStateChangeComplete.class).get(before).results();
    }

    private static InstallOpStruct install(String url, String uuid, String environment) {
        return new InstallOpStruct(url, uuid, "", "", environment);
    }

    private static List<Integer> faults(List<OpResultStruct> results) {
        return results.stream().map(result -> result.fault().faultCode()).toList();
    }

    @Test
    void a_unit_is_installed_updated_and_uninstalled() {
        OpResultStruct installed =
                change(install(files.put("app-1.0.jar", "x"), UUID, "")).get(0);
        assertThat(installed.currentState()).isEqualTo("Installed");
        assertThat(installed.version()).isEqualTo("1.0");
        assertThat(installed.deploymentUnitRef()).isEqualTo("Device.SoftwareModules.DeploymentUnit.1");
        assertThat(fleet.cpe().parameter(installed.deploymentUnitRef() + ".Status"))
                .contains("Installed");

        OpResultStruct updated = change(new UpdateOpStruct(UUID, "", files.put("app-1.1.jar", "x"), "", ""))
                .get(0);
        assertThat(updated.version()).isEqualTo("1.1");

        OpResultStruct gone = change(new UninstallOpStruct(UUID, "1.1", "")).get(0);
        assertThat(gone.currentState()).isEqualTo("Uninstalled");
        assertThat(fleet.cpe().parameter(installed.deploymentUnitRef() + ".Status"))
                .isEmpty();
    }

    @Test
    void results_come_in_the_order_of_the_operations() {
        List<OpResultStruct> results = change(
                install(files.put("a-1.0.jar", "x"), UUID, "Device.SoftwareModules.ExecEnv.9"),
                install(files.url("a-1.0.jar"), UUID, "Device.SoftwareModules.ExecEnv.3"),
                install(files.put("b.ipk", "x"), UUID, "Device.SoftwareModules.ExecEnv.1"),
                install(files.url("missing.jar"), UUID, ""),
                install("ftp://127.0.0.1/a.jar", UUID, ""),
                install(files.url("a-1.0.jar"), UUID, ""),
                install(files.url("a-1.0.jar"), UUID, ""));

        assertThat(faults(results)).containsExactly(9023, 9024, 9025, 9016, 9013, 0, 9026);
    }

    @Test
    void updates_are_checked() {
        change(install(files.put("a-2.0.jar", "x"), UUID, ""), install(files.put("a-3.0.jar", "x"), UUID, ""));

        List<OpResultStruct> results = change(
                new UpdateOpStruct(OTHER, "", files.url("a-3.0.jar"), "", ""),
                new UpdateOpStruct(UUID, "", files.url("a-3.0.jar"), "", ""),
                new UpdateOpStruct(UUID, "2.0", files.put("a-1.0.jar", "x"), "", ""),
                new UpdateOpStruct(UUID, "2.0", files.url("a-3.0.jar"), "", ""),
                new UninstallOpStruct(UUID, "", ""));

        assertThat(faults(results)).containsExactly(9028, 9031, 9030, 9032, 9031);
    }

    @Test
    void an_update_of_everything_has_a_result_for_each() {
        change(install(files.put("a-2.0.jar", "x"), UUID, ""), install(files.put("b-1.0.jar", "x"), OTHER, ""));

        assertThat(faults(change(new UpdateOpStruct("", "", "", "", "")))).containsExactly(0, 0);
    }
}
