package org.viaduct.cwmp.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;
import org.viaduct.cwmp.api.Credentials;
import org.viaduct.cwmp.api.CwmpSession;
import org.viaduct.store.disturbed.DisturbedStore;
import org.viaduct.store.disturbed.ReversingSecrets;

class CredentialsResealingTest {

    private final DisturbedStore store = new DisturbedStore();
    private final ReversingSecrets secrets = new ReversingSecrets();
    private final StoredDevices devices = new StoredDevices(store, secrets);
    private final ConnectionRequestCredentials participant = new ConnectionRequestCredentials(store, secrets, 10, 10);
    private final CredentialsResealing resealing = new CredentialsResealing(store);

    @Test
    void all_credentials_come_under_the_new_key_and_stay_what_they_are() {
        enrol("1");
        enrol("2");
        List<Credentials> before = credentials("1");
        assertThat(resealing.reseal(secrets)).isZero();
        secrets.renewKey();
        assertThat(resealing.reseal(secrets)).isEqualTo(2);
        assertThat(store.text()).contains("key3|").doesNotContain("key1|");
        assertThat(credentials("1")).isEqualTo(before).isNotEmpty();
        assertThat(resealing.reseal(secrets)).isZero();
    }

    @Test
    void a_record_that_changes_meanwhile_is_read_again() {
        enrol("1");
        secrets.renewKey();
        store.beforeNextChange(() -> participant.informed(
                new CwmpSession(
                        "s", cpe("1"), "urn:dslforum-org:cwmp-1-4", InetAddress.getLoopbackAddress(), Instant.EPOCH),
                Informs.of("1", "1 BOOT")));
        assertThat(resealing.reseal(secrets)).isEqualTo(1);
        assertThat(store.text()).contains("cwmp-1-4").contains("key3|");
    }

    @Test
    void credentials_of_a_lost_key_stay_as_they_are() {
        enrol("1");
        secrets.loseKey();
        assertThat(resealing.reseal(secrets)).isZero();
        assertThat(store.text()).contains("key1|");
    }

    private void enrol(String serial) {
        participant.informed(CredentialsTest.session(cpe(serial)), Informs.of(serial, "0 BOOTSTRAP"));
    }

    private List<Credentials> credentials(String serial) {
        return devices.connectionRequestCredentials(cpe(serial));
    }

    private static CpeId cpe(String serial) {
        return new CpeId("00D09E", "GW", serial);
    }
}
