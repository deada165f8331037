package org.viaduct.shell.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.viaduct.cwmp.CpeId;

class CpesTest {

    @Test
    void every_beginning_of_an_identifier_finds_it() {
        FakeDevices devices = new FakeDevices();
        for (String id :
                new String[] {"000000-0", "00E0FC-HG%20532-SN1", "00E0FC-HG-_1", "A-0", "zzz-z-z", "F%2DG-a-1"}) {
            devices.with(id, "");
        }

        devices.list(Optional.empty(), 10).forEach(device -> {
            String id = device.id().value();
            for (int length = 0; length <= id.length(); length++) {
                assertThat(Cpes.beginningWith(devices, id.substring(0, length), 100))
                        .describedAs(id.substring(0, length))
                        .contains(id);
            }
        });
        assertThat(Cpes.beginningWith(devices, "00E", 100)).containsExactly("00E0FC-HG%20532-SN1", "00E0FC-HG-_1");
        assertThat(Cpes.beginningWith(devices, "B", 100)).isEmpty();
        assertThat(Cpes.beginningWith(devices, "x y?", 100)).isEmpty();
    }

    @Test
    void of_a_large_fleet_only_the_part_in_question_is_read() {
        FakeDevices devices = new FakeDevices();
        for (int i = 0; i < 20_000; i++) {
            devices.with(new CpeId("00E0FC", "HG532", "SN" + (100_000 + i)).value(), "");
        }

        assertThat(Cpes.beginningWith(devices, "00E0FC-HG532-SN11234", 100)).hasSize(10);
        assertThat(Cpes.beginningWith(devices, "00E0FC-HG532-SN1", 50)).hasSize(50);
        assertThat(devices.read).isLessThan(500);
    }
}
