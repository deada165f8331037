package org.viaduct.cwmp.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.viaduct.cwmp.spi.ObjectAttribute.readOnly;
import static org.viaduct.cwmp.spi.ObjectAttribute.trigger;
import static org.viaduct.cwmp.spi.ObjectAttribute.writable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.viaduct.cwmp.rpc.Reboot;

class ManagedObjectTest {

    private static final ObjectAttribute DOOR = readOnly("doorState", "dost", ParameterType.STRING, "DoorState");

    @Test
    void attributes_are_parameters_and_triggers() {
        ObjectAttribute restart = trigger("restart", "rest", new Reboot(""));
        assertThat(object("Device.X_00D09E_Cabinet.", DOOR, restart).attributes())
                .containsExactly(DOOR, restart);
    }

    @Test
    void a_row_of_a_table_is_named_and_a_table_is_refused_with_what_to_do() {
        assertThat(object("Device.WiFi.SSID.1.", DOOR).path()).isEqualTo("Device.WiFi.SSID.1.");
        assertThatThrownBy(() -> object("Device.WiFi.SSID.{i}.", DOOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name one row of it");
    }

    @ParameterizedTest
    @CsvSource({
        "m2m:cab,   cabinet,  urn:a:b, urn:c:d, Device.X.,  'is no root name'",
        "cab,       cabinet,  urn:a:b, urn:c:d, Device.X.,  'is no root name'",
        "acme:toolong, cabinet, urn:a:b, urn:c:d, Device.X., 'is no root name'",
        "acme:cab,  cab/net,  urn:a:b, urn:c:d, Device.X.,  'is no name of a <mgmtObj>'",
        "acme:cab,  cabinet,  schema,  urn:c:d, Device.X.,  'is no URI'",
        "acme:cab,  cabinet,  urn:a:b, model,   Device.X.,  'is no URN'",
        "acme:cab,  cabinet,  urn:a:b, urn:c:d, Device.X,   'is no path of an object'",
        "acme:cab,  cabinet,  urn:a:b, urn:c:d, Device..X., 'is no path of an object'"
    })
    void what_is_wrong_is_said(String root, String name, String schema, String objectId, String path, String sentence) {
        assertThatThrownBy(() -> new ManagedObject(root, name, schema, objectId, path, List.of(DOOR)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void names_are_taken_once_and_not_those_of_every_mgmt_obj() {
        assertThatThrownBy(() -> object("Device.X.", DOOR, writable("door", "dost", ParameterType.STRING, "Door")))
                .hasMessageContaining("two attributes with the name dost");
        assertThatThrownBy(() -> readOnly("labels", "lbl", ParameterType.STRING, "Labels"))
                .hasMessageContaining("has an attribute lbl already");
        assertThatThrownBy(() -> readOnly("a b", "ab", ParameterType.STRING, "AB"))
                .hasMessageContaining("is no name of an attribute");
        assertThatThrownBy(() -> readOnly("ab", "ab", ParameterType.STRING, "AB."))
                .hasMessageContaining("is no path of a parameter");
    }

    @Test
    void paths_are_not_longer_than_cwmp_allows() {
        assertThatThrownBy(() -> object(
                        "Device." + "X".repeat(240) + ".",
                        readOnly("state", "stat", ParameterType.STRING, "CurrentState")))
                .hasMessageContaining("longer than 256");
    }

    private static ManagedObject object(String path, ObjectAttribute... attributes) {
        return new ManagedObject(
                "acme:cab", "cabinet", "urn:acme:schema:1", "urn:acme:model:1", path, List.of(attributes));
    }
}
